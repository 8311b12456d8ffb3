import { formatPhc, parsePhc } from '../phc.js';
import { encode } from '../stored/bytes.js';
import { bytesOf } from './parts.js';

/** Django writes its own name of the scheme in front of it. */
const FORM =
  /^(?:argon2)?\$(?<algorithm>argon2(?:id|i|d))(?:\$v=(?<version>\d{1,3}))?\$(?<costs>[mtp]=\d{1,10}(?:,[mtp]=\d{1,10}){2})\$(?<salt>[^$]+)\$(?<tag>[^$]+)$/;
/** Before versions were written there was one. */
const FIRST_VERSION = '16';

/** argon2 in PHC text, with its costs in whatever order and its base64 padded or not. @throws RefusedHash */
export function readArgon2(text: string): string | undefined {
  const groups = FORM.exec(text)?.groups;
  if (groups === undefined) return undefined;
  const { algorithm = '', version = FIRST_VERSION, costs = '', salt, tag } = groups;
  const cost = (name: string): string =>
    costs
      .split(',')
      .find(one => one.startsWith(name))
      ?.slice(2) ?? '';
  const written = `$${algorithm}$v=${version}$m=${cost('m')},t=${cost('t')},p=${cost('p')}$${encode(bytesOf(salt))}$${encode(bytesOf(tag))}`;
  return formatPhc(parsePhc(written));
}
