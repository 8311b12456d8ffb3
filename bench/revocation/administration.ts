import { request } from './request.js';

interface Client {
  readonly client_id: string;
  readonly client_secret: string;
}

/** What the administrator of a bench does: registers services, makes roles, gets tokens to be revoked, revokes them. */
export class Administration {
  private constructor(
    private readonly url: string,
    private token: string,
    private refreshToken: string,
  ) {}

  static async enter(url: string, environment: Record<string, string>): Promise<Administration> {
    const { GATEHOUSE_ADMIN_EMAIL: email, GATEHOUSE_ADMIN_PASSWORD: password } = environment;
    const login = await request(url, 'POST', '/v1/auth/login', { json: { email, password } });
    const { access_token, refresh_token } = JSON.parse(login.text) as Tokens;
    return new Administration(url, access_token, refresh_token);
  }

  async registerClient(scopes: readonly string[]): Promise<Client> {
    const json = { name: `bench-${performance.now()}`, scopes };
    const { text } = await request(this.url, 'POST', '/v1/clients', { json, token: this.token });
    return JSON.parse(text) as Client;
  }

  async createRole(name: string): Promise<void> {
    await request(this.url, 'POST', '/v1/roles', { json: { name, permissions: [] }, token: this.token });
  }

  async editRole(name: string, permissions: readonly string[]): Promise<void> {
    await request(this.url, 'PATCH', `/v1/roles/${name}`, { json: { permissions }, token: this.token });
  }

  /** Access tokens with `jti`s of their own, all of one session, which goes on. */
  async tokens(count: number): Promise<string[]> {
    const tokens: string[] = [];
    while (tokens.length < count) tokens.push(await this.refresh());
    this.token = await this.refresh();
    return tokens;
  }

  /** Takes a token back at one instance. Resolves when that is acknowledged. */
  async revoke(instance: string, jti: string): Promise<void> {
    await request(instance, 'POST', '/v1/revocations', { json: { jti }, token: this.token });
  }

  private async refresh(): Promise<string> {
    const json = { refresh_token: this.refreshToken };
    const { text } = await request(this.url, 'POST', '/v1/auth/refresh', { json });
    const { access_token, refresh_token } = JSON.parse(text) as Tokens;
    this.refreshToken = refresh_token;
    return access_token;
  }
}

interface Tokens {
  readonly access_token: string;
  readonly refresh_token: string;
}

export function jtiOf(token: string): string {
  const payload = Buffer.from(token.split('.')[1] ?? '', 'base64url').toString();
  return (JSON.parse(payload) as { jti: string }).jti;
}
