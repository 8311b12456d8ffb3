import { encode } from '../jws.js';
import type { Case } from './case.js';
import { withClaims, neighbourOf } from './forging.js';
import { worker, good, h, p, s } from './scene.js';

export const OF_WRONG_FORM: readonly Case[] = [
  ['one segment', () => h],
  ['two segments', () => `${h}.${p}`],
  ['an empty signature', () => `${h}.${p}.`],
  ['an empty header', () => `.${p}.${s}`],
  ['an empty payload, detached', () => `${h}..${s}`],
  ['nothing but dots', () => '..'],
  ['four segments', () => `${h}.${p}.${s}.x`],
  ['five segments, as JWE has', () => `${h}.x.x.${p}.${s}`],
  ['white space behind', () => `${h}.${p}.${s}\n`, 'unsendable'],
  ['white space before', () => ` ${h}.${p}.${s}`, 'unsendable'],
  ['white space inside', () => `${h}. ${p}.${s}`, 'malformed'],
  ['a second token behind', () => `${h}.${p}.${s} ${h}.${p}.${s}`, 'malformed'],
  ['a comma and a second token', () => `${h}.${p}.${s},${h}.${p}.${s}`, 'malformed'],
  ['quotation marks', () => `"${h}.${p}.${s}"`, 'malformed'],
  ['padding', () => `${h}.${p}.${s}==`],
  ['padding inside', () => `${h}=.${p}.${s}`, 'malformed'],
  ['plain base64', () => `${h}.${p}.+/+/`],
  ['JSON serialisation', () => JSON.stringify({ payload: p, protected: h, signature: s }), 'malformed'],
  ['non-canonical base64url', () => `${h}.${p}.${s.slice(0, -1)}${neighbourOf(s.at(-1) ?? '')}`],
  ['a length that base64url cannot have', () => `${h}.${p}.${s}AAA`],
  ['more than 8 KiB', () => withClaims({ ext: { text: 'x'.repeat(7000) } })],
  ['more than 8 KiB of nothing', () => 'a'.repeat(9000)],
  ['a refresh token', () => good.refresh_token],
  ['a client secret', () => worker.client_secret],
  ['a session id', () => good.session_id],
  ['the word null', () => 'null'],
  ['an SQL injection', () => `${h}.${encode(`' OR '1'='1`)}.${s}`],
];
