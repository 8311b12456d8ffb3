import { Injectable } from '@nestjs/common';
import { Database, statement } from '#libs/persistence';
import { Config, DomainError } from '#libs/platform';
import { readCompactForm, readJsonObject } from '#libs/verifier/core';
import type { ClientJwk } from '../client-jwk.js';
import { checkAssertionClaims, CLOCK_SKEW, FaultyAssertion, MAX_LIFETIME } from './assertion-claims.js';
import { AssertionKeys } from './assertion-keys.js';
import { payloadSignedBy } from './signed-assertion.js';

/** Where clients prove who they are: the URL of any of these names us (RFC 7523 §3, RFC 9126 §2). */
const ENDPOINTS = ['token', 'introspect', 'revoke', 'par', 'device_authorization'];

/** Checks the assertions by which clients prove that they hold a private key (RFC 7523 §3). */
@Injectable()
export class AssertionVerifier {
  constructor(
    private readonly config: Config,
    private readonly database: Database,
    private readonly assertionKeys: AssertionKeys,
  ) {}

  /**
   * @throws DomainError `invalid_client`: not signed by the key, not for us, too old, too long, or used before. Which of
   * these is told only of what the key has signed.
   */
  async verify(assertion: string, clientId: string, jwk: ClientJwk | null): Promise<void> {
    const jti = this.idOfTrue(assertion, clientId, jwk);
    const remembered = await this.database.run(rememberAssertion, [clientId, jti, MAX_LIFETIME + 4 * CLOCK_SKEW]);
    if (remembered.length === 0) throw new DomainError('invalid_client', { detail: USED_BEFORE });
  }

  private idOfTrue(assertion: string, clientId: string, jwk: ClientJwk | null): string {
    const key = jwk === null ? undefined : this.assertionKeys.get(clientId, jwk);
    if (key === undefined) throw new DomainError('invalid_client');
    const { issuer } = this.config;
    const audiences = [issuer, ...ENDPOINTS.map(name => `${issuer}/oauth/${name}`)];
    try {
      const payload = payloadSignedBy(key, assertion);
      return checkAssertionClaims(payload, { clientId, audiences, now: Date.now() / 1000 });
    } catch (error) {
      const detail = error instanceof FaultyAssertion ? error.message : undefined;
      throw new DomainError('invalid_client', { cause: error, ...(detail !== undefined && { detail }) });
    }
  }
}

/**
 * Who an assertion says it is about (RFC 7521 §4.2) and from, unverified: each may tell whose key to verify it with.
 * Both have to be that client in the end, but who has mixed them up is to hear of it.
 */
export function clientIdsInAssertion(assertion: string): unknown[] {
  try {
    const { sub, iss } = readJsonObject(readCompactForm(assertion).payload);
    return [sub, iss];
  } catch {
    return [];
  }
}

const USED_BEFORE = 'The jti of the assertion was used before: make a new one for each request.';

const rememberAssertion = statement<{ jti: string }, [string, string, number]>(
  'clients.remember_assertion',
  `INSERT INTO client_assertions (client_id, jti, expires_at)
   VALUES ($1, $2, statement_timestamp() + make_interval(secs => $3::integer))
   ON CONFLICT DO NOTHING RETURNING jti`,
);
