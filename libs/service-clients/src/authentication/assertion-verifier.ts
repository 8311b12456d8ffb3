import { createPublicKey } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { decodeJwt, type JWTPayload, jwtVerify } from 'jose';
import { Database, statement } from '#libs/persistence';
import { Config, DomainError } from '#libs/platform';
import { algorithmsOf, type ClientJwk } from '../client-jwk.js';
import { FAULTY_JTI, faultOf, MAX_LIFETIME, TOO_LONG, USED_BEFORE } from './assertion-faults.js';

const MAX_ASSERTION_LENGTH = 8192;
const MAX_JTI_LENGTH = 256;
const CLOCK_SKEW = 30;

/** Checks the assertions by which clients prove that they hold a private key (RFC 7523 §3). */
@Injectable()
export class AssertionVerifier {
  constructor(
    private readonly config: Config,
    private readonly database: Database,
  ) {}

  /**
   * @throws DomainError `invalid_client`: not signed by the key, not for us, too old, too long, or used before. Which of
   * these is told only of what the key has signed.
   */
  async verify(assertion: string, clientId: string, jwk: ClientJwk | null): Promise<void> {
    if (jwk === null || assertion.length > MAX_ASSERTION_LENGTH) throw new DomainError('invalid_client');
    const { issuer } = this.config;
    const { jti, exp = 0 }: { jti?: unknown; exp?: number } = await verified(assertion, jwk, {
      issuer: clientId,
      subject: clientId,
      audience: [issuer, `${issuer}/oauth/token`, `${issuer}/oauth/introspect`, `${issuer}/oauth/revoke`],
      algorithms: algorithmsOf(jwk),
      requiredClaims: ['exp', 'jti'],
      clockTolerance: CLOCK_SKEW,
    });
    // jose does not look at the type of `jti`: what the client wrote may be anything.
    if (typeof jti !== 'string' || jti.length === 0 || jti.length > MAX_JTI_LENGTH || jti.includes('\0')) {
      throw unacceptable(FAULTY_JTI);
    }
    if (exp > Date.now() / 1000 + MAX_LIFETIME + CLOCK_SKEW) throw unacceptable(TOO_LONG);
    const remembered = await this.database.run(rememberAssertion, [clientId, jti, MAX_LIFETIME + 2 * CLOCK_SKEW]);
    if (remembered.length === 0) throw unacceptable(USED_BEFORE);
  }

  /** Forgets up to `limit` ids of assertions that are refused for their age by now. @returns how many */
  async purgeExpired(limit: number): Promise<number> {
    return (await this.database.run(purgeAssertions, [limit])).length;
  }
}

/**
 * Who an assertion says it is about (RFC 7521 §4.2) and from, unverified: each may tell whose key to verify it with.
 * Both have to be that client in the end, but who has mixed them up is to hear of it.
 */
export function clientIdsInAssertion(assertion: string): unknown[] {
  if (assertion.length > MAX_ASSERTION_LENGTH) return [];
  try {
    const { sub, iss } = decodeJwt(assertion) as { sub?: unknown; iss?: unknown };
    return [sub, iss];
  } catch {
    return [];
  }
}

async function verified(
  assertion: string,
  jwk: ClientJwk,
  options: Parameters<typeof jwtVerify>[2],
): Promise<JWTPayload> {
  try {
    const { payload } = await jwtVerify(assertion, createPublicKey({ key: jwk, format: 'jwk' }), options);
    return payload;
  } catch (error) {
    const detail = faultOf(error);
    throw new DomainError('invalid_client', { cause: error, ...(detail !== undefined && { detail }) });
  }
}

const unacceptable = (detail: string): DomainError => new DomainError('invalid_client', { detail });

const rememberAssertion = statement<{ jti: string }, [string, string, number]>(
  'clients.remember_assertion',
  `INSERT INTO client_assertions (client_id, jti, expires_at)
   VALUES ($1, $2, statement_timestamp() + make_interval(secs => $3::integer))
   ON CONFLICT DO NOTHING RETURNING jti`,
);

const purgeAssertions = statement<{ jti: string }, [number]>(
  'clients.purge_assertions',
  `DELETE FROM client_assertions WHERE (client_id, jti) IN (
     SELECT client_id, jti FROM client_assertions WHERE expires_at < statement_timestamp()
     ORDER BY expires_at LIMIT $1 FOR UPDATE SKIP LOCKED)
   RETURNING jti`,
);
