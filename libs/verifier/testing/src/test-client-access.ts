import { randomBytes } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { readBearerToken } from '../../core/src/index.js';

/** Lets in the one service client that a test issuer knows: by its secret, or by a token that it was granted. */
export class TestClientAccess {
  readonly client = { id: 'test service', secret: `${randomBytes(16).toString('base64url')}:%+&` };
  /** Seconds that a granted token lives. */
  tokenLifetime = 600;
  private readonly granted = new Map<string, number>();

  /** Whether the request has the client's id and secret, form-encoded first (RFC 6749 §2.3.1). */
  knows({ headers: { authorization = '' } }: IncomingMessage): boolean {
    const encoded = [this.client.id, this.client.secret].map(part => new URLSearchParams({ part }).toString().slice(5));
    return authorization === `Basic ${Buffer.from(encoded.join(':')).toString('base64')}`;
  }

  grant(): { access_token: string; token_type: 'Bearer'; expires_in: number } {
    const token = randomBytes(32).toString('base64url');
    this.granted.set(token, Date.now() + this.tokenLifetime * 1000);
    return { access_token: token, token_type: 'Bearer', expires_in: this.tokenLifetime };
  }

  /** The token of the request if it is in force. */
  tokenOf({ rawHeaders }: IncomingMessage): string | undefined {
    const credentials = readBearerToken(rawHeaders);
    const token = credentials.kind === 'token' ? credentials.token : undefined;
    return token !== undefined && this.timeLeft(token) > 0 ? token : undefined;
  }

  /** Milliseconds for which the token is still in force. */
  timeLeft(token: string): number {
    return (this.granted.get(token) ?? 0) - Date.now();
  }

  /** Takes back all that was granted. */
  revoke(): void {
    this.granted.clear();
  }
}
