import { LOGIN_TICKET } from '#libs/auth';
import { MAX_ROLES, PROBLEMS, type ProblemCode, problemDocument, type SecondStepOffer } from '#libs/contracts';
import { FACTOR_METHODS } from '#libs/factors';
import { oauthErrorOf, ROLE_NAME } from '#libs/platform';
import { pascal, type Schema, schemaRef } from './document.js';

/** Codes whose problems may name the fields, or the members of a list, that were not accepted. */
const WITH_FIELDS: ReadonlySet<ProblemCode> = new Set<ProblemCode>([
  'validation_failed',
  'weak_password',
  'built_in_role',
  'role_not_found',
  'role_cycle',
  'members_refused',
]);
/** What a problem of such a code has besides, always. */
const MEMBERS: Partial<Record<ProblemCode, Record<keyof SecondStepOffer, Schema>>> = {
  second_factor_required: {
    login_ticket: {
      type: 'string',
      ...LOGIN_TICKET,
      description: 'For `POST /v1/auth/login/factor`: good for one session.',
    },
    methods: {
      type: 'array',
      maxItems: FACTOR_METHODS.length,
      items: { type: 'string', enum: FACTOR_METHODS },
      description: 'What the account has that can be shown on this page: any of these will do.',
    },
    expires_at: { type: 'string', format: 'date-time', description: 'When the ticket is good no more.' },
  },
};
/** What it may have besides. */
const SOMETIMES: Partial<Record<ProblemCode, Record<string, Schema>>> = {
  insufficient_scope: {
    dormant_roles: {
      type: 'array',
      maxItems: MAX_ROLES,
      items: { type: 'string', ...ROLE_NAME },
      description:
        'Roles of yours that sleep in this session and would be enough: they wake as soon as you show a second factor, at `POST /v1/auth/step-up`, or add your first one.',
    },
  },
};
const SECOND_STEP = {
  login_ticket: 'glt_0m9cQk1WbV3J8xTq',
  methods: ['totp', 'recovery_code'],
  expires_at: '2030-01-31T12:05:00.000Z',
};
const EXAMPLE_ID = 'urn:uuid:0199b2c4-7d1e-7c3a-9f52-1b0c5a7e4d21';
const FIELD = { field: 'email', code: 'is_email', message: 'email must be an email' };
const TRACE_ID = {
  type: 'string',
  maxLength: 32,
  pattern: '^[0-9a-f]{32}$',
  description:
    'The trace that the request belongs to, where its header `traceparent` names one, or the service is traced.',
};
const TEXT = { type: 'string', maxLength: 1024, pattern: '^[^\\u0000]*$' };

/** Sets of codes that many operations share, and what each is called. Any other is called after its operation. */
const SHARED: Readonly<Record<string, readonly ProblemCode[]>> = {
  BadRequest: ['invalid_request', 'validation_failed'],
  BadPageRequest: ['invalid_request', 'validation_failed', 'invalid_cursor'],
  UnreadableBody: ['invalid_request', 'invalid_json'],
  BadBody: ['invalid_request', 'invalid_json', 'validation_failed'],
  Unauthenticated: ['token_missing', 'invalid_token'],
  LoginNotRecent: ['insufficient_user_authentication', 'token_missing', 'invalid_token'],
  Forbidden: ['insufficient_scope', 'permission_not_held'],
  DatabaseNotReady: ['database_unavailable', 'starting'],
  Unavailable: ['database_unavailable', 'starting', 'cannot_verify'],
  PublicBusy: ['database_unavailable', 'overloaded', 'starting'],
  Busy: ['database_unavailable', 'overloaded', 'starting', 'cannot_verify'],
  KeysNotReady: ['starting', 'cannot_verify'],
};

const PHRASES: Readonly<Record<number, string>> = {
  400: 'BadRequest',
  401: 'Unauthenticated',
  403: 'Forbidden',
  404: 'NotFound',
  409: 'Conflict',
  412: 'PreconditionFailed',
  422: 'Unprocessable',
  503: 'Unavailable',
};

/**
 * What a set of codes of one status is called: the code's own name if it is one, a shared name, or one after the
 * operation. It never depends on what other operations answer, so types of generated clients keep their names.
 */
export function nameOfSet(codes: readonly ProblemCode[], status: number, operationId: string): string {
  const [only, ...more] = codes;
  if (only !== undefined && more.length === 0) return pascal(only);
  const key = keyOf(codes);
  const shared = Object.entries(SHARED).find(([, set]) => keyOf(set) === key)?.[0];
  return shared ?? pascal(operationId) + (PHRASES[status] ?? String(status));
}

const keyOf = (codes: readonly ProblemCode[]): string => [...codes].sort().join();

export const problemName = (code: ProblemCode): string => `${pascal(code)}Problem`;

/** The problem document of one code: flat and whole, so that a client that has looked at `code` knows the rest. */
export function problemSchema(code: ProblemCode): Schema {
  const { type, status, title } = problemDocument(code);
  const detail = 'A sentence for people about this one case.';
  const instance = 'Names this occurrence. Of a 5xx the log of the service has it as `request_id`.';
  const errors = { type: 'array', description: 'What exactly was not accepted.', maxItems: 65_536 };
  return {
    type: 'object',
    description: title,
    required: ['type', 'title', 'status', 'code', ...Object.keys(MEMBERS[code] ?? {})],
    properties: {
      type: { type: 'string', enum: [type] },
      title: { ...TEXT, description: 'What it means, for people; may be reworded.' },
      status: { type: 'integer', format: 'int32', enum: [status], minimum: status, maximum: status },
      code: { type: 'string', enum: [code] },
      detail: { ...TEXT, description: detail },
      instance: { type: 'string', format: 'uri', description: instance },
      trace_id: TRACE_ID,
      ...MEMBERS[code],
      ...SOMETIMES[code],
      ...(WITH_FIELDS.has(code) && { errors: { ...errors, items: schemaRef('ProblemField') } }),
    },
  };
}

/** One of several problems: `code` tells which. */
export function anyOfProblems(codes: readonly ProblemCode[]): Schema {
  return {
    description: `One of: ${codes.map(code => `\`${code}\``).join(', ')}.`,
    oneOf: codes.map(code => schemaRef(problemName(code))),
    discriminator: {
      propertyName: 'code',
      mapping: Object.fromEntries(codes.map(code => [code, schemaRef(problemName(code)).$ref])),
    },
  };
}

export function exampleProblem(code: ProblemCode): object {
  return {
    ...problemDocument(code),
    instance: EXAMPLE_ID,
    ...(code === 'validation_failed' && { errors: [FIELD] }),
    ...(code === 'second_factor_required' && SECOND_STEP),
  };
}

/** The words that OAuth has for these problems (RFC 6749 §5.2). */
export const oauthWords = (codes: readonly ProblemCode[]): string[] => [
  ...new Set(codes.map(code => oauthErrorOf(problemDocument(code)).document.error)),
];

/** The status that an OAuth endpoint answers with. */
export const oauthStatus = (code: ProblemCode): number => oauthErrorOf(problemDocument(code)).status;

export function oauthSchema(words: readonly string[]): Schema {
  return {
    type: 'object',
    description: 'An error of an OAuth endpoint (RFC 6749 §5.2).',
    required: ['error', 'error_description'],
    properties: {
      error: { type: 'string', enum: words },
      error_description: { ...TEXT, description: 'A sentence for people.' },
    },
  };
}

export const describeCodes = (codes: readonly ProblemCode[]): string =>
  codes.map(code => `\`${code}\`: ${PROBLEMS[code].title}`).join('\n\n');
