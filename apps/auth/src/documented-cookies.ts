import type { OpenAPIObject } from '@nestjs/swagger';
import { LOGIN_RESPONSE, loginResponse } from '#libs/auth';
import { withProblems } from '#libs/platform';

const CHANGING_METHODS = ['put', 'post', 'delete', 'patch'] as const;
/** What a browser has that is logged in by cookie. */
const COOKIE = 'cookie';
const REFRESH_COOKIE = 'refresh_cookie';
const FORGERY = ['cross_site_request', 'csrf_token_invalid'] as const;

const CSRF_HEADER = {
  name: 'X-CSRF-Token',
  in: 'header',
  required: false,
  description: 'Needed where cookies say who calls: the `csrf_token` of the session.',
  schema: { type: 'string', maxLength: 128 },
} as const;

type Operation = NonNullable<OpenAPIObject['paths'][string]['get']>;

/** Says of each operation that takes a token that a cookie will do as well, and what a change needs then. */
export function documentCookies(document: OpenAPIObject): void {
  Object.assign(((document.components ??= {}).schemas ??= {}), { [LOGIN_RESPONSE]: loginResponse() });
  for (const path of Object.values(document.paths)) {
    for (const method of ['get', ...CHANGING_METHODS] as const) {
      const operation = path[method];
      if (operation === undefined) continue;
      // A list of its own: operations of one controller share theirs.
      if (takes(operation, 'bearer')) operation.security = [...(operation.security ?? []), { [COOKIE]: [] }];
      if (method !== 'get' && (takes(operation, COOKIE) || takes(operation, REFRESH_COOKIE)))
        documentForgery(operation);
    }
  }
}

const takes = ({ security = [] }: Operation, scheme: string): boolean => security.some(one => scheme in one);

function documentForgery(operation: Operation): void {
  operation.parameters = [...(operation.parameters ?? []), CSRF_HEADER];
  operation.responses['403'] = withProblems(operation.responses['403'], FORGERY);
}
