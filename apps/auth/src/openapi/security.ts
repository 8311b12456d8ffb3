import { COOKIE_SCHEMES } from './cookies.js';
import type { Handler } from './demands.js';
import { type Document, operationsOf } from './document.js';
import { isOAuth } from './oauth-operations.js';
import { PERMISSIONS } from '#libs/contracts';

const BEARER = 'An access token of this service: a JWT as RFC 9068 wants it, checked by the rules of RFC8725.';
const OAUTH = `${BEARER} What a token may do is decided by the roles of its user, or the scopes of its service client.`;

/**
 * How callers authenticate. The scheme `oauth2` is the same token as `bearer`, and says where programs such as the page at
 * /docs can get one. Its URLs are relative, since the document is the same everywhere.
 */
export const SECURITY_SCHEMES = {
  bearer: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT', description: BEARER },
  oauth2: {
    type: 'oauth2',
    description: OAUTH,
    flows: {
      clientCredentials: {
        tokenUrl: '/oauth/token',
        scopes: { introspect: 'Introspect tokens of its audiences.', ...PERMISSIONS },
      },
      // It works where `GATEHOUSE_PASSWORD_GRANT` is on, which is the default in development alone.
      password: { tokenUrl: '/oauth/token', refreshUrl: '/oauth/token', scopes: {} },
    },
  },
  application: {
    type: 'http',
    scheme: 'bearer',
    bearerFormat: 'JWT',
    description:
      'The access token of an application that somebody has let in (OpenID Connect), checked by the rules of RFC8725.',
  },
  ...COOKIE_SCHEMES,
  basic: {
    type: 'http',
    scheme: 'basic',
    description:
      'The `client_id` and `client_secret` of a service client, at the OAuth endpoints only (RFC 6749 §2.3.1).',
  },
} as const;

/** Says that either name of the access token opens a guarded operation, and which scopes let a client in. */
export function documentSecurity(document: Document, handlers: ReadonlyMap<string, Handler>): void {
  document.components.securitySchemes = SECURITY_SCHEMES;
  for (const { operation } of operationsOf(document)) {
    const { security = [], 'x-required-permissions': required = {} } = operation;
    const { all = [], any = [] } = required;
    const alternatives = any.length === 0 ? [all] : any.map(one => [...all, one]);
    operation.security = security.flatMap(scheme =>
      'bearer' in scheme ? [scheme, ...alternatives.map(scopes => ({ oauth2: scopes }))] : [scheme],
    );
    // A client may also authenticate in the form. A public client only names itself there.
    if (isOAuth(operation, handlers)) operation.security.push({});
  }
}
