import { RefusedHash } from '../stored/bytes.js';
import { isPbkdf2Digest, Pbkdf2Hash } from '../stored/pbkdf2-hash.js';
import { ScryptHash } from '../stored/scrypt-hash.js';
import { bytesOf, logarithmOf, wholeOf } from './parts.js';

/** The PHC text that others write leaves out the length; passlib also the name of the cost, and of the oldest function. */
const PASSLIB =
  /^\$pbkdf2(?:-(?<digest>sha1|sha256|sha512))?\$(?:i=)?(?<i>\d+)(?:,l=(?<l>\d+))?\$(?<salt>[^$]+)\$(?<tag>[^$]+)$/;
const SCRYPT = /^\$scrypt\$ln=(?<ln>\d+),r=(?<r>\d+),p=(?<p>\d+)\$(?<salt>[^$]+)\$(?<tag>[^$]+)$/;

/** passlib's PBKDF2 and scrypt, and PHC text that is not quite as it is stored here. @throws RefusedHash */
export function readPasslib(text: string): string | undefined {
  const scrypt = SCRYPT.exec(text)?.groups;
  if (scrypt !== undefined) {
    const costs = { ln: wholeOf(scrypt['ln']), r: wholeOf(scrypt['r']), p: wholeOf(scrypt['p']) };
    return new ScryptHash(costs, bytesOf(scrypt['salt']), bytesOf(scrypt['tag'])).text;
  }
  const groups = PASSLIB.exec(text)?.groups;
  if (groups === undefined) return undefined;
  const { digest = 'sha1', i, l, salt } = groups;
  const tag = bytesOf(groups['tag']);
  if (l !== undefined && wholeOf(l) !== tag.length) throw new RefusedHash('malformed');
  if (!isPbkdf2Digest(digest)) return undefined;
  return new Pbkdf2Hash(digest, wholeOf(i), bytesOf(salt), tag).text;
}

const WERKZEUG = /^(?<method>pbkdf2|scrypt):(?<costs>[a-z0-9:]+)\$(?<salt>[^$]+)\$(?<tag>(?:[0-9a-f]{2})+)$/;

/** What Werkzeug writes, and with it Flask: salts are text, and the tag is in hexadecimal digits. @throws RefusedHash */
export function readWerkzeug(text: string): string | undefined {
  const { method, costs = '', salt = '', tag = '' } = WERKZEUG.exec(text)?.groups ?? {};
  if (method === undefined) return undefined;
  const [first = '', second, third] = costs.split(':');
  const bytes = { salt: Buffer.from(salt), tag: Buffer.from(tag, 'hex') };
  if (method === 'scrypt') {
    const parameters = { ln: logarithmOf(wholeOf(first)), r: wholeOf(second), p: wholeOf(third) };
    return new ScryptHash(parameters, bytes.salt, bytes.tag).text;
  }
  if (!isPbkdf2Digest(first)) return undefined;
  return new Pbkdf2Hash(first, wholeOf(second), bytes.salt, bytes.tag).text;
}
