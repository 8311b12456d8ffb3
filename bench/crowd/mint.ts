import { generateKeyPairSync, randomBytes, sign } from 'node:crypto';
import type { Pool } from 'pg';
import type { Person } from './people.js';

/** Of all tokens on the stage, the service's, the floor's and the bench's own. */
export const ISSUER = 'http://localhost:3000';
/** The longest that the service believes, and longer than any scenario takes. */
const LIFE_SECONDS = 600;
const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const kid = randomBytes(12).toString('hex');
const header = encode({ alg: 'ES256', typ: 'at+jwt', kid });

/** The public half of the key that the bench signs with. */
export const mintKey = { ...publicKey.export({ format: 'jwk' }), kid, alg: 'ES256', use: 'sig' };

/**
 * Has the service take tokens of the bench, by a key that looks like one with which it has signed before. So there are
 * as many tokens of as many people as a scenario takes, without a login for each. The service has to start afterwards.
 */
export async function trustMint(database: Pool): Promise<void> {
  await database.query(
    `INSERT INTO signing_keys (kid, alg, state, public_jwk, private_key, published_at)
     VALUES ($1, 'ES256', 'previous', $2, '', now() - interval '1 hour')`,
    [kid, mintKey],
  );
}

/** @returns an access token of that session, such as a login gives, and another one each time */
export function mint({ user_id, session_id, epoch }: Person): string {
  const iat = Math.floor(Date.now() / 1000);
  const input = `${header}.${encode({
    ...{ iss: ISSUER, aud: ISSUER, sub: user_id, client_id: 'gatehouse', sid: session_id },
    ...{
      jti: randomBytes(16).toString('base64url'),
      iat,
      exp: iat + LIFE_SECONDS,
      auth_time: iat,
      amr: ['pwd'],
      acr: 'sfa',
    },
    ...{ roles: ['user'], epoch },
  })}`;
  const signature = sign('sha256', Buffer.from(input), { key: privateKey, dsaEncoding: 'ieee-p1363' });
  return `${input}.${signature.toString('base64url')}`;
}

function encode(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}
