import { Injectable } from '@nestjs/common';
import { DomainError } from '#libs/platform';
import { keepsSecrets } from '#libs/service-clients';
import { RedeemCode } from '../../openid/redeem-code.js';
import { TellApplication } from '../../openid/tell-application.js';
import { VISIBLE } from '../oauth-form.js';
import type { Grant, GrantedTokens, GrantKind, TokenRequest } from './grant.js';
import { grantedToApplication, sessionClient } from './tokens-of-people.js';

/** Opens the session of an application that somebody has let in (RFC 6749 §4.1.3, OpenID Connect Core §3.1.3). */
@Injectable()
export class AuthorizationCodeGrant implements Grant {
  static readonly kind: GrantKind = {
    type: 'authorization_code',
    fields: {
      code: { description: 'For `authorization_code`.', pattern: VISIBLE, maxLength: 256 },
      redirect_uri: {
        description: 'For `authorization_code`: the same as in the request for it.',
        ...{ pattern: VISIBLE, maxLength: 2048 },
      },
      code_verifier: {
        description: 'For `authorization_code`: that of the code_challenge (RFC 7636).',
        ...{ pattern: VISIBLE, maxLength: 128 },
      },
    },
    needs: ['code', 'redirect_uri', 'code_verifier'],
    // 256 random bits.
    isGuessable: false,
  };
  readonly type = AuthorizationCodeGrant.kind.type;
  readonly isOn = true;

  constructor(
    private readonly redeemCode: RedeemCode,
    private readonly tellApplication: TellApplication,
  ) {}

  async execute({ client, form, source }: TokenRequest): Promise<GrantedTokens> {
    if (client.kind === 'built_in' || client.kind === 'service') throw new DomainError('unauthorized_client');
    const [code, redirect_uri] = [form.required('code'), form.required('redirect_uri')];
    const attempt = { code, redirect_uri, code_verifier: form.required('code_verifier'), asked: form.audience };
    const { pair, nonce } = await this.redeemCode.execute(
      { ...attempt, client: sessionClient(client), hasProved: keepsSecrets(client.kind), allowed: client.audiences },
      source,
    );
    return grantedToApplication(await this.tellApplication.execute(pair, nonce));
  }
}
