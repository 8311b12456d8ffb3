import { createHash, randomBytes } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Reply } from './exchange.js';
import { settings } from './settings.js';
import { KEY_ID, publicKey } from './tokens.js';

const own = { ...publicKey.export({ format: 'jwk' }), kid: KEY_ID, alg: 'ES256', use: 'sig' };
// As many as the service publishes: a previous, the current and the next one.
const text = JSON.stringify({ keys: [settings.trusted, own, { ...own, kid: randomBytes(12).toString('hex') }] });
const headers = {
  // For pages of any origin.
  'Access-Control-Allow-Origin': '*',
  'Access-Control-Allow-Headers': 'Authorization',
  'Access-Control-Allow-Methods': 'GET, HEAD, POST',
  'Cache-Control': 'public, max-age=300',
  ETag: `"${createHash('sha256').update(text).digest('base64url')}"`,
};
const published: Reply = { status: 200, text, type: 'application/json; charset=utf-8', headers };
const unchanged: Reply = { status: 304, text: '', type: '', headers };

/** The key set, which is made once. */
export function publishKeys(request: IncomingMessage): Reply {
  return request.headers['if-none-match'] === headers.ETag ? unchanged : published;
}
