import { claimsOf, LoggedIn } from './login.js';
import { request } from './request.js';

interface Client {
  readonly client_id: string;
  readonly client_secret: string;
}

/** What the administrator of a bench does: registers services, makes roles, gets tokens to be revoked, revokes them. */
export class Administration {
  private constructor(
    private readonly url: string,
    private readonly login: LoggedIn,
  ) {}

  static async enter(url: string, environment: Record<string, string>): Promise<Administration> {
    const { GATEHOUSE_ADMIN_EMAIL: email = '', GATEHOUSE_ADMIN_PASSWORD: password = '' } = environment;
    return new Administration(url, await LoggedIn.enter(url, { email, password }));
  }

  async registerClient(scopes: readonly string[]): Promise<Client> {
    const json = { name: `bench-${performance.now()}`, scopes };
    const { text } = await request(this.url, 'POST', '/v1/clients', { json, token: this.login.accessToken });
    return JSON.parse(text) as Client;
  }

  async createRole(name: string): Promise<void> {
    await request(this.url, 'POST', '/v1/roles', { json: { name, permissions: [] }, token: this.login.accessToken });
  }

  async editRole(name: string, permissions: readonly string[]): Promise<void> {
    await request(this.url, 'PATCH', `/v1/roles/${name}`, { json: { permissions }, token: this.login.accessToken });
  }

  /** Access tokens with `jti`s of their own, all of one session, which goes on. */
  async tokens(count: number): Promise<string[]> {
    const tokens: string[] = [];
    while (tokens.length < count) tokens.push(await this.login.refresh());
    // One that is not given away, to go on with.
    await this.login.refresh();
    return tokens;
  }

  /** Takes a token back at one instance. Resolves when that is acknowledged. */
  async revoke(instance: string, jti: string): Promise<void> {
    await request(instance, 'POST', '/v1/revocations', { json: { jti }, token: this.login.accessToken });
  }
}

export const jtiOf = (token: string): string => String(claimsOf(token)['jti']);
