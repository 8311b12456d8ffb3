import { Injectable } from '@nestjs/common';
import type { Principal } from '#libs/contracts';
import { Config, DomainError } from '#libs/platform';
import { type AuthenticatedClient, INTROSPECT } from '#libs/service-clients';
import { judged } from '#libs/tokens';
import { AccessTokenVerifier } from '#libs/verifier/core';

/** What is told of a token that is good (RFC 7662 §2.2). */
export interface ActiveToken extends Omit<Principal, 'kind' | 'scopes'> {
  readonly active: true;
  readonly iss: string;
  readonly token_type: 'Bearer';
  readonly scope?: string;
}

export type Introspection = ActiveToken | { readonly active: false };

/** Tells a service whether a token is good, by the very verification that guards the routes. */
@Injectable()
export class IntrospectToken {
  constructor(
    private readonly config: Config,
    private readonly accessTokenVerifier: AccessTokenVerifier,
  ) {}

  /**
   * Whatever is wrong with the token, and if it is not meant for the caller, the answer is the same.
   * @throws DomainError `unauthorized_client` for a caller without the scope `introspect`
   * @throws DomainError `cannot_verify` if the token cannot be judged now; never "inactive"
   */
  async execute(caller: AuthenticatedClient, token: string): Promise<Introspection> {
    if (!caller.scopes.includes(INTROSPECT)) throw new DomainError('unauthorized_client');
    const principal = await judged(this.accessTokenVerifier.verify(token, { audience: caller.audiences }));
    return principal === undefined ? { active: false } : this.describe(principal);
  }

  private describe({ kind: _kind, scopes, ...claims }: Principal): ActiveToken {
    const scope = scopes.length > 0 ? { scope: scopes.join(' ') } : {};
    return { active: true, iss: this.config.issuer, token_type: 'Bearer', ...claims, ...scope };
  }
}
