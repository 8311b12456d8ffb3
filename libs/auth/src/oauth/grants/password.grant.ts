import { Injectable } from '@nestjs/common';
import { Config, DomainError, text } from '#libs/platform';
import { Audiences } from '#libs/tokens';
import { Login } from '../../sign-in/login.js';
import { LoginCounts } from '../../sign-in/login-counts.js';
import type { OAuthClient } from '../oauth-client.js';
import type { Grant, GrantedTokens, GrantKind, TokenRequest } from './grant.js';
import { allowedAudiences, assertNoScope, grantedPair, sessionClient } from './tokens-of-people.js';

/** An application sends people here, and never gets to see their passwords. */
const MAY: readonly OAuthClient['kind'][] = ['built_in', 'service'];

/** Logs a person in by password (RFC 6749 §4.3). It is for development: RFC 9700 §2.4 forbids it elsewhere. */
@Injectable()
export class PasswordGrant implements Grant {
  static readonly kind: GrantKind = {
    type: 'password',
    fields: {
      username: { description: 'For `password`: the e-mail address.', ...text(254) },
      password: { description: 'For `password`.', ...text(1024), format: 'password' },
      device_token: { description: 'For `password`: what a login on this device has given out.', ...text(256) },
    },
    needs: ['username', 'password'],
    isGuessable: true,
  };
  readonly type = PasswordGrant.kind.type;
  readonly isOn: boolean;

  constructor(
    { passwordGrant }: Config,
    private readonly audiences: Audiences,
    private readonly login: Login,
    private readonly loginCounts: LoginCounts,
  ) {
    this.isOn = passwordGrant === 'on';
  }

  async execute({ client, form, source }: TokenRequest): Promise<GrantedTokens> {
    assertNoScope(form);
    if (!MAY.includes(client.kind)) throw new DomainError('unauthorized_client');
    const [email, password] = [form.required('username'), form.required('password')];
    const device_token = form.optional('device_token');
    const asked = this.audiences.narrow(form.audience, allowedAudiences(client, this.audiences));
    // Tokens that a service gets for a person are meant for the audiences of that service alone.
    const audience = asked ?? client.audiences;
    const terms = { client: sessionClient(client), audience };
    const login = this.login.byPassword({ email, password, device_token }, terms, source);
    return grantedPair(await this.loginCounts.counted(login));
  }
}
