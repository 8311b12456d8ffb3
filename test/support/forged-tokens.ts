import { generateKeyPairSync, randomUUID, sign } from 'node:crypto';
import { encode, es256, hs256, jws } from './jws.js';
import { claimsOf, headerOf } from './people.js';
import type { SigningKey } from './signing-key.js';

/** What is needed to forge tokens: a good one, and the very key that signed it. */
export interface ForgersScene {
  readonly good: string;
  readonly key: SigningKey;
  readonly issuer: string;
  readonly audience: string;
}

const stranger = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const now = (): number => Math.floor(Date.now() / 1000);
const pem = ({ publicKey }: SigningKey): string => publicKey.export({ type: 'spki', format: 'pem' }).toString();

/** Signed by the issuer; differs from a good token in these claims and header parameters. */
export function mint({ good, key }: Pick<ForgersScene, 'good' | 'key'>, claims: object, header: object = {}): string {
  return jws({ ...headerOf(good), ...header }, { ...claimsOf(good), ...claims }, es256(key.privateKey));
}

/** Another letter that differs only in bits that base64url does not use at this length. */
function neighbourOf(letter: string): string {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
  return alphabet[alphabet.indexOf(letter) ^ 1] ?? '';
}

/** Tokens that every verifier has to refuse, in whatever language: each has one fault. */
export const FORGED: readonly (readonly [what: string, forge: (scene: ForgersScene) => string])[] = [
  ['nothing', () => ''],
  ['dots', () => '..'],
  ['two segments', scene => scene.good.split('.').slice(0, 2).join('.')],
  ['no signature', scene => scene.good.replace(/[^.]+$/, '')],
  ['a segment more', scene => `${scene.good}.x`],
  ['padding', scene => `${scene.good}==`],
  ['more than 8 KiB', scene => mint(scene, { ext: { text: 'x'.repeat(7000) } })],
  ['another text of the same signature', scene => `${scene.good.slice(0, -1)}${neighbourOf(scene.good.at(-1) ?? '')}`],
  ['brackets upon brackets', () => `${encode('['.repeat(5000))}.e30.e30`],
  ['a header that is a list', scene => jws(['alg', 'typ', 'kid'], claimsOf(scene.good), es256(scene.key.privateKey))],
  ['a header that is null', scene => jws(null, claimsOf(scene.good), es256(scene.key.privateKey))],
  ['a payload that is a list', scene => jws(headerOf(scene.good), [], es256(scene.key.privateKey))],
  ['a payload that is null', scene => jws(headerOf(scene.good), null, es256(scene.key.privateKey))],
  [
    'no algorithm',
    scene => jws({ ...headerOf(scene.good), alg: 'none' }, claimsOf(scene.good), () => Buffer.from('none')),
  ],
  [
    'no algorithm and no signature',
    scene => `${encode({ ...headerOf(scene.good), alg: 'none' })}.${scene.good.split('.')[1] ?? ''}.`,
  ],
  [
    'the public key as a shared secret',
    scene => jws({ ...headerOf(scene.good), alg: 'HS256' }, claimsOf(scene.good), hs256(pem(scene.key))),
  ],
  ['another algorithm than the key has', scene => mint(scene, {}, { alg: 'RS256' })],
  ['another type', scene => mint(scene, {}, { typ: 'JWT' })],
  ['no type', scene => mint(scene, {}, { typ: undefined })],
  ['a critical extension', scene => mint(scene, {}, { crit: ['exp'] })],
  ['a key of its own', scene => mint(scene, {}, { jwk: stranger.publicKey.export({ format: 'jwk' }) })],
  ['an unknown key', scene => mint(scene, {}, { kid: randomUUID() })],
  ['a kid that is a list', scene => mint(scene, {}, { kid: [scene.key.kid] })],
  ['a kid that is an object', scene => mint(scene, {}, { kid: { [scene.key.kid]: 1 } })],
  ["a stranger's signature", scene => jws(headerOf(scene.good), claimsOf(scene.good), es256(stranger.privateKey))],
  ['a signature of zeroes', scene => jws(headerOf(scene.good), claimsOf(scene.good), () => Buffer.alloc(64))],
  [
    'a signature as DER',
    scene =>
      jws(headerOf(scene.good), claimsOf(scene.good), input =>
        sign('sha256', Buffer.from(input), scene.key.privateKey),
      ),
  ],
  [
    'a changed payload',
    scene => scene.good.replace(/\.[^.]+\./, `.${encode({ ...claimsOf(scene.good), roles: ['admin'] })}.`),
  ],
  ['another issuer', scene => mint(scene, { iss: 'https://evil.test' })],
  ['an issuer with a slash more', scene => mint(scene, { iss: `${scene.issuer}/` })],
  ['another audience', scene => mint(scene, { aud: ['others'] })],
  ['an audience that begins alike', scene => mint(scene, { aud: `${scene.audience}-2` })],
  ['no audience', scene => mint(scene, { aud: undefined })],
  ['an end in the past', scene => mint(scene, { iat: now() - 300, exp: now() - 7 })],
  ['a beginning in the future', scene => mint(scene, { iat: now() + 60, exp: now() + 300 })],
  ['an end before its beginning', scene => mint(scene, { iat: now() + 3, exp: now() + 2 })],
  [
    'a life longer than revocations are remembered',
    scene => mint(scene, { exp: Number(claimsOf(scene.good)['iat']) + 3601 }),
  ],
  ['an end that is a text', scene => mint(scene, { exp: String(now() + 300) })],
  ['no end', scene => mint(scene, { exp: undefined })],
  ['no beginning', scene => mint(scene, { iat: undefined })],
  ['no id', scene => mint(scene, { jti: undefined })],
  ['no epoch', scene => mint(scene, { epoch: undefined })],
  ['no subject', scene => mint(scene, { sub: undefined })],
  ['roles that are a text', scene => mint(scene, { roles: 'admin' })],
];
