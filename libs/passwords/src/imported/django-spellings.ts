import { BcryptHash } from '../stored/bcrypt-hash.js';
import { DjangoBcryptHash } from '../stored/django-bcrypt-hash.js';
import { Pbkdf2Hash } from '../stored/pbkdf2-hash.js';
import { ScryptHash } from '../stored/scrypt-hash.js';
import { bytesOf, logarithmOf, wholeOf } from './parts.js';

const PBKDF2 = /^pbkdf2_(?<digest>sha1|sha256)\$(?<i>\d+)\$(?<salt>[^$]+)\$(?<tag>[^$]+)$/;
const SCRYPT = /^scrypt\$(?<n>\d+)\$(?<salt>[^$]+)\$(?<r>\d+)\$(?<p>\d+)\$(?<tag>[^$]+)$/;
const BCRYPT = /^bcrypt\$(?<text>\$.+)$/;

/** What Django's hashers write (django.contrib.auth.hashers); salts are text there. @throws RefusedHash */
export function readDjango(text: string): string | undefined {
  const pbkdf2 = PBKDF2.exec(text)?.groups;
  if (pbkdf2 !== undefined) {
    const digest = pbkdf2['digest'] === 'sha1' ? 'sha1' : 'sha256';
    const salt = Buffer.from(pbkdf2['salt'] ?? '');
    return new Pbkdf2Hash(digest, wholeOf(pbkdf2['i']), salt, bytesOf(pbkdf2['tag'])).text;
  }
  const scrypt = SCRYPT.exec(text)?.groups;
  if (scrypt !== undefined) {
    const { n, salt = '', r, p, tag } = scrypt;
    const costs = { ln: logarithmOf(wholeOf(n)), r: wholeOf(r), p: wholeOf(p) };
    return new ScryptHash(costs, Buffer.from(salt), bytesOf(tag)).text;
  }
  return (DjangoBcryptHash.read(text) ?? BcryptHash.parse(BCRYPT.exec(text)?.groups?.['text'] ?? ''))?.text;
}
