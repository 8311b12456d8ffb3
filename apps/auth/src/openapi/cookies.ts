import { LOGIN_RESPONSE, loginResponse, STEP_UP_RESPONSE, stepUpResponse } from '#libs/auth';
import type { ProblemCode } from '#libs/contracts';
import { type Document, type Operation, operationsOf, type Parameter, type PlacedOperation } from './document.js';
import { FREE_FIELD } from './header-fields.js';

/** What a browser has that is logged in by cookie. */
export const COOKIE_SCHEMES = {
  cookie: {
    type: 'apiKey',
    in: 'cookie',
    name: '__Host-gatehouse_access',
    description: 'What a login with `"transport": "cookie"` gives to a browser.',
  },
  refresh_cookie: {
    type: 'apiKey',
    in: 'cookie',
    name: '__Host-gatehouse_refresh',
    description: 'Its companion, by which a session goes on.',
  },
} as const;

const FORGERY: readonly ProblemCode[] = ['cross_site_request', 'csrf_token_invalid'];

const CSRF_HEADER: Parameter = {
  name: 'X-CSRF-Token',
  in: 'header',
  required: false,
  description: 'Needed where cookies say who calls: the `csrf_token` of the session. Else nobody looks at it.',
  schema: { type: 'string', ...FREE_FIELD },
};

/** Names what a login and a step-up answer, by their transport. */
export function documentLoginResponse({ components }: Document): void {
  components.schemas[LOGIN_RESPONSE] = loginResponse();
  components.schemas[STEP_UP_RESPONSE] = stepUpResponse();
}

/** Says of each operation that takes an access token that a cookie will do as well, and what a change needs then. */
export function documentCookies(document: Document): void {
  for (const placed of operationsOf(document)) {
    const { operation } = placed;
    if (takes(operation, 'bearer')) operation.security = [...(operation.security ?? []), { cookie: [] }];
    if (isForgeable(placed)) operation.parameters = [...(operation.parameters ?? []), CSRF_HEADER];
  }
}

/** @returns what an operation answers to requests that another site made a browser send */
export const forgeryCodes = (placed: PlacedOperation): readonly ProblemCode[] => (isForgeable(placed) ? FORGERY : []);

const isForgeable = ({ method, operation }: PlacedOperation): boolean =>
  method !== 'get' && (takes(operation, 'bearer') || takes(operation, 'refresh_cookie'));

const takes = ({ security = [] }: Operation, scheme: string): boolean => security.some(one => scheme in one);
