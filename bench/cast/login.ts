import { readTokens, type Account } from '../accounts.js';
import { request } from './request.js';

/** Somebody who stays logged in. */
export class LoggedIn {
  private constructor(
    private readonly url: string,
    /** The newest access token. */
    private token: string,
    private refreshToken: string,
  ) {}

  static async enter(url: string, account: Account): Promise<LoggedIn> {
    const { text } = await request(url, 'POST', '/v1/auth/login', { json: account });
    const { access_token, refresh_token } = readTokens(text);
    return new LoggedIn(url, access_token, refresh_token);
  }

  get accessToken(): string {
    return this.token;
  }

  /** @returns a new access token */
  async refresh(): Promise<string> {
    const json = { refresh_token: this.refreshToken };
    const { text } = await request(this.url, 'POST', '/v1/auth/refresh', { json });
    const { access_token, refresh_token } = readTokens(text);
    this.token = access_token;
    this.refreshToken = refresh_token;
    return access_token;
  }
}

/** The payload of a JWT, unverified. */
export function claimsOf(token: string): Record<string, unknown> {
  return JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()) as Record<string, unknown>;
}
