import { Injectable } from '@nestjs/common';
import { DomainError } from '#libs/platform';
import { IdTokens } from '#libs/tokens';
import { amrInForce, type TokenPair } from '../sign-in/session-tokens.js';
import { DescribePerson } from './describe-person.js';

/** What goes out with the tokens of an application: who has logged in, and what it was let in for. */
export interface TokensOfApplication {
  readonly pair: TokenPair;
  readonly id_token: string;
  readonly scope: string;
}

/** Tells an application, beside its tokens, who has logged in. */
@Injectable()
export class TellApplication {
  constructor(
    private readonly describePerson: DescribePerson,
    private readonly idTokens: IdTokens,
  ) {}

  /** @param nonce of the request; null at a refresh @throws DomainError `invalid_grant` if the session is over by now */
  async execute(pair: TokenPair, nonce: string | null): Promise<TokensOfApplication> {
    const described = await this.describePerson.execute(pair.session_id);
    if (described === undefined) throw new DomainError('invalid_grant');
    const { session, claims } = described;
    const { id: session_id, user_id, client_id, authenticated_at: auth_time, read_at: now, scope } = session;
    const amr = amrInForce(session.amr, session);
    const id_token = this.idTokens.sign({
      ...{ user_id, client_id, session_id, nonce, auth_time, amr, now, access_token: pair.access_token },
      claims: { ...claims },
    });
    return { pair, id_token, scope: scope.join(' ') };
  }
}
