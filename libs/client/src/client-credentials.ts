import type { AccessTokenOptions, CallerOf } from './caller.js';
import type { CallOptions } from './call-options.js';
import { isProblem } from './errors.js';
import { requestToken } from './generated/operations.js';
import type { GrantedTokenResponse } from './generated/types.js';
import type { Operation } from './operation.js';
import { Renewal } from './renewal.js';
import { type Expiring, memoryStore } from './store.js';
import type { Transport } from './transport.js';

export interface ClientCredentialsOptions {
  readonly client_id: string;
  readonly client_secret: string;
  /** What is wanted of the client's scopes. Default: all of them. */
  readonly scope?: readonly string[] | undefined;
  /** The services that the token is to be good for. Default: all that the client may call. */
  readonly audience?: readonly string[] | undefined;
}

interface Held extends Expiring {
  readonly access_token: string;
}

/** A token that was given out twice does no harm. */
const REQUEST: Operation = { ...requestToken, repeatable: true };

/** Calls in the name of a service client (OAuth 2 client credentials). Its token is kept in memory and renewed by itself. */
export function clientCredentials(options: ClientCredentialsOptions): CallerOf {
  return transport => {
    const renewal = new Renewal<Held>({
      store: memoryStore<Held>(),
      exchange: () => requestTokenOf(transport, options),
      check: 'any',
    });
    const held = async (signal: AbortSignal | undefined): Promise<Held> =>
      (await renewal.current(signal)) ?? renewal.insteadOf(undefined, signal);
    const bearing = ({ access_token }: Held): { headers: Record<string, string> } => ({
      headers: { authorization: `Bearer ${access_token}` },
    });
    return {
      call: async (operation, input, options_: CallOptions) => {
        if (operation.by === 'none') return transport.send(operation, input, options_);
        if (operation.by === 'client') {
          return transport.send(operation, input, { ...options_, headers: { authorization: basic(options) } });
        }
        const first = await held(options_.signal);
        try {
          return await transport.send(operation, input, { ...options_, ...bearing(first) });
        } catch (error) {
          if (!isProblem(error, 'invalid_token')) throw error;
        }
        const second = await renewal.insteadOf(first, options_.signal);
        return transport.send(operation, input, { ...options_, ...bearing(second) });
      },
      accessToken: async ({ signal, insteadOf }: AccessTokenOptions) => {
        const first = await held(signal);
        if (first.access_token !== insteadOf) return first.access_token;
        return (await renewal.insteadOf(first, signal)).access_token;
      },
    };
  };
}

async function requestTokenOf(transport: Transport, options: ClientCredentialsOptions): Promise<Held> {
  const asked = Date.now();
  const form = {
    grant_type: 'client_credentials',
    scope: options.scope?.join(' '),
    audience: options.audience?.join(' '),
  };
  const headers = { authorization: basic(options) };
  const { access_token, expires_in } = (await transport.send(REQUEST, form, { headers })) as GrantedTokenResponse;
  return { access_token, expires_in, expires_at: asked + expires_in * 1000 };
}

/** RFC 6749 §2.3.1: each half is form-encoded first. */
function basic({ client_id, client_secret }: ClientCredentialsOptions): string {
  const [id = '', secret = ''] = [client_id, client_secret].map(half =>
    new URLSearchParams([['', half]]).toString().slice(1),
  );
  return `Basic ${btoa(`${id}:${secret}`)}`;
}
