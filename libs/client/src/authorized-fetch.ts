import type { AccessTokenOptions } from './caller.js';

export interface AuthorizedFetchOptions {
  /** The services that may be given the token, as origins: `['https://notes.example.org']`. */
  readonly origins: readonly string[];
  readonly fetch?: typeof globalThis.fetch | undefined;
}

/**
 * A `fetch` for services that recognise callers by Gatehouse's tokens: it sends the client's access token, and sends a
 * request once more with another token if the first was refused as invalid.
 */
export function authorizedFetch(
  client: { readonly accessToken: (options?: AccessTokenOptions) => Promise<string> },
  { origins, fetch: chosen }: AuthorizedFetchOptions,
): typeof globalThis.fetch {
  const allowed = new Set(origins.map(origin => new URL(origin).origin));
  return async (input, init) => {
    const request = new Request(input, init);
    const { origin } = new URL(request.url);
    if (!allowed.has(origin)) throw new TypeError(`${origin} is not among the origins that may be given the token`);
    const { signal } = request;
    const send = (token: string): Promise<Response> => {
      const attempt = request.clone();
      attempt.headers.set('authorization', `Bearer ${token}`);
      return (chosen ?? globalThis.fetch)(attempt);
    };
    const token = await client.accessToken({ signal });
    const response = await send(token);
    if (!saysInvalidToken(response)) return response;
    await response.body?.cancel();
    return send(await client.accessToken({ signal, insteadOf: token }));
  };
}

/** RFC 6750 §3.1. */
function saysInvalidToken({ status, headers }: Response): boolean {
  return status === 401 && /\berror="?invalid_token\b/.test(headers.get('www-authenticate') ?? '');
}
