import { createHash, createHmac, generateKeyPairSync, randomBytes, sign, timingSafeEqual } from 'node:crypto';
import type { RowOf } from './service-statements.js';
import { settings } from './settings.js';

/** What both tokens are made of; dates are the database's. */
export interface Facts {
  readonly session_id: string;
  readonly user_id: string;
  readonly client_id: string;
  readonly jti: string;
  readonly counter: number;
  readonly secret: Buffer;
  readonly amr: readonly string[];
  readonly authenticated_at: Date;
  readonly ends: readonly Date[];
  readonly snapshot: RowOf<'open'>;
}

const ISSUER = settings.issuer;
/** What an application's access token is good for, if nothing else is registered for it. */
export const USERINFO = `${ISSUER}/oauth/userinfo`;
export const ACCESS_TTL = 600;
const pair = generateKeyPairSync('ec', { namedCurve: 'P-256' });
export const { publicKey } = pair;
export const KEY_ID = randomBytes(12).toString('hex');
const header = encode({ alg: 'ES256', typ: 'at+jwt', kid: KEY_ID });
const idHeader = encode({ alg: 'ES256', typ: 'JWT', kid: KEY_ID });
const macKey = randomBytes(32);
const macKeyId = randomBytes(4);

export const newJti = (): string => randomBytes(16).toString('base64url');
export const hashOf = (secret: Buffer | string): Buffer => createHash('sha256').update(secret).digest();

/** The answer to a login or refresh. */
export function issue(facts: Facts): object {
  const { roles, ext } = facts.snapshot;
  return { token_type: 'Bearer', ...pairOf(facts, { roles, ...(ext !== null && { ext }) }) };
}

/** The tokens of an application, which may not know what somebody is here. */
export function issueTo(facts: Facts, parent_sid: string): Pair {
  return pairOf(facts, { aud: USERINFO, parent_sid, client_epoch: 0 });
}

/** Who has logged in, told to an application beside that access token. */
export function idToken(
  { user_id: sub, client_id, session_id: sid, authenticated_at, snapshot, amr }: Facts,
  { access_token, ...told }: { access_token: string; nonce: string; email: string; email_verified: boolean },
): string {
  const iat = seconds(snapshot.read_at);
  const at_hash = hashOf(access_token).subarray(0, 16).toString('base64url');
  const party = { iss: ISSUER, sub, aud: client_id, azp: client_id, sid };
  const proof = { auth_time: seconds(authenticated_at), amr, acr: levelOf(amr) };
  return sealed(idHeader, { ...told, ...party, iat, exp: iat + ACCESS_TTL, ...proof, at_hash });
}

interface Pair {
  readonly access_token: string;
  readonly expires_in: number;
  readonly refresh_token: string;
  readonly session_id: string;
}

function pairOf(facts: Facts, more: object): Pair {
  const { session_id, user_id, client_id, jti, amr, ends, snapshot } = facts;
  const iat = seconds(snapshot.read_at);
  const all = snapshot.earliest_expiry === null ? ends : [...ends, snapshot.earliest_expiry];
  const exp = Math.min(iat + ACCESS_TTL, ...all.map(seconds));
  const claims = { iss: ISSUER, aud: ISSUER, sub: user_id, client_id, sid: session_id, jti, iat, exp };
  const { epoch } = snapshot;
  const auth_time = seconds(facts.authenticated_at);
  const access_token = signed({
    ...claims,
    auth_time,
    amr,
    acr: levelOf(amr),
    epoch,
    ...more,
  });
  return { access_token, expires_in: exp - iat, refresh_token: refreshToken(facts), session_id };
}

/** How well somebody proved who they are. */
export const levelOf = (amr: readonly string[]): string => (amr.includes('mfa') ? 'mfa' : 'sfa');

/** An access token that says this. */
export function signed(claims: object): string {
  return sealed(header, claims);
}

function sealed(head: string, claims: object): string {
  const input = `${head}.${encode(claims)}`;
  const signature = sign('sha256', Buffer.from(input), { key: pair.privateKey, dsaEncoding: 'ieee-p1363' });
  return `${input}.${signature.toString('base64url')}`;
}

export function readRefreshToken(token: string): { session_id: string; counter: number; secret: Buffer } {
  const bytes = Buffer.from(token.slice(4), 'base64url');
  const body = bytes.subarray(0, 40);
  if (!timingSafeEqual(mac(body), bytes.subarray(40))) throw new Error('bad MAC');
  const hex = body.toString('hex', 4, 20);
  const session_id = hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
  return { session_id, counter: body.readUInt32BE(20), secret: body.subarray(24) };
}

function refreshToken({ session_id, counter, secret }: Facts): string {
  const count = Buffer.alloc(4);
  count.writeUInt32BE(counter);
  const body = Buffer.concat([macKeyId, Buffer.from(session_id.replaceAll('-', ''), 'hex'), count, secret]);
  return `gtr_${Buffer.concat([body, mac(body)]).toString('base64url')}`;
}

/** That this device has logged in to this account before; the marks of four others are none. */
export function deviceToken(account: string): string {
  const [id, day, others] = [randomBytes(13), Buffer.alloc(2), randomBytes(4 * 8)];
  day.writeUInt16BE(Math.floor(Date.now() / 86_400_000));
  const mark = createHmac('sha256', macKey).update('mark').update(id).update(account).digest().subarray(0, 8);
  const body = Buffer.concat([macKeyId, id, day, mark, others]);
  return `gtd_${Buffer.concat([body, mac(body).subarray(0, 16)]).toString('base64url')}`;
}

function mac(body: Buffer): Buffer {
  return createHmac('sha256', macKey).update(body).digest();
}

function encode(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}

function seconds(date: Date): number {
  return Math.floor(date.getTime() / 1000);
}
