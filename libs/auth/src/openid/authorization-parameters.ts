import {
  type AnswerAddress,
  type AuthorizationError,
  type AuthorizationRequest,
  CODE_CHALLENGE,
  OIDC_SCOPES,
  RESPONSE_MODES,
  takesForms,
} from '#libs/oidc';
import type { ProblemCode } from '#libs/contracts';
import { DomainError, text, type TextForm, visible } from '#libs/platform';

/** Parameters by name. One that is empty counts as absent (RFC 6749 §3.1). */
export type Parameters = Readonly<Record<string, string>>;

/** What is wrong with a request, in a word of the standards and in words of ours. */
export class WrongRequest extends Error {
  constructor(
    readonly error: Extract<AuthorizationError, ProblemCode>,
    readonly description: string,
  ) {
    super(description);
  }

  get asProblem(): DomainError {
    return new DomainError(this.error, { detail: this.description });
  }
}

/** The parameters that are read. Others are passed over. */
export const AUTHORIZATION_FIELDS = {
  client_id: visible(256),
  redirect_uri: visible(2048),
  response_type: text(64),
  response_mode: text(32),
  scope: text(512),
  state: { pattern: '^[\\x20-\\x7E]*$', maxLength: 1024 },
  nonce: { pattern: '^[\\x20-\\x7E]*$', maxLength: 256 },
  code_challenge: text(128),
  code_challenge_method: text(16),
  prompt: text(64),
  max_age: text(16),
  login_hint: text(254),
  id_token_hint: visible(4096),
  acr_values: text(256),
  resource: { pattern: '^[\\x20-\\x7E]*$', maxLength: 2048 },
  request: text(64),
  request_uri: text(64),
  registration: text(64),
} satisfies Record<string, TextForm>;

const NOT_SUPPORTED = ['request', 'request_uri', 'registration'] as const;
const PROMPTS = ['none', 'login', 'consent', 'select_account'];
const MAX_AGE = /^\d{1,9}$/;
const SECOND_FACTOR = 'mfa';

/** How the answer travels; by query, where what is asked for is none of the ways that there are to that address. */
export function answerModeIn({ response_mode, redirect_uri = '' }: Parameters): AnswerAddress['response_mode'] {
  const asked = RESPONSE_MODES.find(mode => mode === response_mode) ?? 'query';
  return asked === 'form_post' && !takesForms(redirect_uri) ? 'query' : asked;
}

/** The state, if it is one that may be sent back. */
export function stateIn({ state = '' }: Parameters): string | null {
  return state !== '' && fits(state, AUTHORIZATION_FIELDS.state) ? state : null;
}

/** All that a request says besides where its answer goes, and who has to be there. @throws WrongRequest */
export function wishesIn(
  given: Parameters,
): Omit<AuthorizationRequest, keyof AnswerAddress | 'client_id' | 'audience' | 'subject'> {
  assertForm(given);
  const { response_type, nonce, code_challenge = '', code_challenge_method, max_age, login_hint } = given;
  if (response_type !== 'code') {
    if (response_type === undefined) throw new WrongRequest('invalid_request', 'response_type is missing.');
    throw new WrongRequest('unsupported_response_type', 'The one response_type that there is is code.');
  }
  if (!CODE_CHALLENGE.test(code_challenge) || code_challenge_method !== 'S256') {
    throw new WrongRequest(
      'invalid_request',
      'It needs a code_challenge by the code_challenge_method S256 (RFC 7636).',
    );
  }
  if (max_age !== undefined && !MAX_AGE.test(max_age)) {
    throw new WrongRequest('invalid_request', 'max_age has to be a number of seconds.');
  }
  const prompts = promptsIn(given);
  const anew = prompts.includes('login') || prompts.includes('select_account');
  return {
    code_challenge,
    scope: scopeIn(wordsIn(given['scope'])),
    nonce: nonce ?? null,
    silent: prompts.includes('none'),
    asks_consent: prompts.includes('consent'),
    max_age: anew ? 0 : max_age === undefined ? null : Number(max_age),
    wants_mfa: wordsIn(given['acr_values']).includes(SECOND_FACTOR),
    login_hint: login_hint ?? null,
  };
}

/** What is not known is passed over (OpenID Connect Core §3.1.2.1). @throws WrongRequest */
export function scopeIn(asked: readonly string[]): AuthorizationRequest['scope'] {
  if (!asked.includes('openid')) throw new WrongRequest('invalid_scope', 'scope has to have openid in it.');
  return OIDC_SCOPES.filter(one => asked.includes(one));
}

/** The same of who is answered directly. @throws DomainError `invalid_scope` */
export function askedScope(asked: readonly string[]): AuthorizationRequest['scope'] {
  try {
    return scopeIn(asked);
  } catch (error) {
    throw error instanceof WrongRequest ? error.asProblem : error;
  }
}

export const wordsIn = (value = ''): string[] => value.split(' ').filter(word => word !== '');

function assertForm(given: Parameters): void {
  const unsupported = NOT_SUPPORTED.find(name => given[name] !== undefined);
  if (unsupported !== undefined)
    throw new WrongRequest(`${unsupported}_not_supported`, `${unsupported} is not supported.`);
  const wrong = Object.entries(AUTHORIZATION_FIELDS).find(([name, form]) => !fits(given[name] ?? '', form));
  if (wrong !== undefined) throw new WrongRequest('invalid_request', `${wrong[0]} is malformed.`);
  const { response_mode } = given;
  if (response_mode !== undefined && answerModeIn(given) !== response_mode) {
    if (response_mode === 'form_post') throw new WrongRequest('invalid_request', NO_FORM);
    throw new WrongRequest('invalid_request', `response_mode has to be one of ${RESPONSE_MODES.join(', ')}.`);
  }
}

const NO_FORM = 'By form_post an answer goes to https, or to http on 127.0.0.1 or localhost.';

function promptsIn({ prompt }: Parameters): string[] {
  const prompts = wordsIn(prompt);
  if (prompts.some(one => !PROMPTS.includes(one)) || (prompts.includes('none') && prompts.length > 1)) {
    throw new WrongRequest('invalid_request', 'prompt is none, alone, or of login, consent and select_account.');
  }
  return prompts;
}

/** An empty one is absent. */
const fits = (value: string, { pattern = '', maxLength }: TextForm): boolean =>
  value === '' || (value.length <= maxLength && new RegExp(pattern, 'u').test(value));
