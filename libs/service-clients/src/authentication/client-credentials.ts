import { DomainError } from '#libs/platform';

/** How a client says who it is at an OAuth endpoint (RFC 6749 §2.3, RFC 7523 §2.2). */
export type ClientCredentials =
  | { readonly method: 'secret'; readonly client_id: string; readonly secret: string }
  | { readonly method: 'assertion'; readonly client_id: string | undefined; readonly assertion: string }
  /** Only a name: a public client. */
  | { readonly method: 'none'; readonly client_id: string | undefined };

/** What the form of a request may say about its client. */
export interface ClientFields {
  readonly client_id: string | undefined;
  readonly client_secret: string | undefined;
  readonly client_assertion: string | undefined;
  readonly client_assertion_type: string | undefined;
}

const JWT_BEARER = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';
const BASIC = /^basic +([A-Za-z0-9+/]+={0,2}) *$/i;

/**
 * Reads the credentials of a request. A request that uses more than one way is refused (RFC 6749 §2.3).
 * @throws DomainError `invalid_request`, or `invalid_client` for a header that is not Basic
 */
export function readClientCredentials(authorization: string | undefined, fields: ClientFields): ClientCredentials {
  const { client_id, client_secret, client_assertion, client_assertion_type } = fields;
  const ways = [authorization, client_secret, client_assertion].filter(way => way !== undefined);
  if (ways.length > 1) throw new DomainError('invalid_request', { detail: 'Authenticate in one way only.' });
  if (authorization !== undefined) return readBasic(authorization, client_id);
  if (client_secret !== undefined) {
    if (client_id === undefined) throw new DomainError('invalid_request', { detail: 'client_id is missing.' });
    return { method: 'secret', client_id, secret: client_secret };
  }
  if (client_assertion !== undefined) {
    if (client_assertion_type !== JWT_BEARER) {
      throw new DomainError('invalid_request', { detail: `client_assertion_type has to be ${JWT_BEARER}.` });
    }
    return { method: 'assertion', client_id, assertion: client_assertion };
  }
  return { method: 'none', client_id };
}

/** RFC 6749 §2.3.1: both parts are form-encoded before they are joined; an empty secret is as good as none. */
function readBasic(authorization: string, clientId: string | undefined): ClientCredentials {
  const [, encoded] = BASIC.exec(authorization) ?? [];
  if (encoded === undefined) throw new DomainError('invalid_client');
  const text = Buffer.from(encoded, 'base64').toString();
  const colon = text.indexOf(':');
  if (colon < 0) throw new DomainError('invalid_client');
  const client_id = formDecoded(text.slice(0, colon));
  if (clientId !== undefined && clientId !== client_id) {
    throw new DomainError('invalid_request', { detail: 'client_id differs from the Authorization header.' });
  }
  const secret = formDecoded(text.slice(colon + 1));
  return secret === '' ? { method: 'none', client_id } : { method: 'secret', client_id, secret };
}

function formDecoded(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    throw new DomainError('invalid_client');
  }
}
