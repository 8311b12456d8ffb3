/** What tests of the second step share: people with an authenticator app and recovery codes, and both steps of their login. */
import type { Answer, Api, CallOptions, Tokens } from './api.js';
import { newEquipped } from './factors.js';
import type { Person } from './people.js';

export interface FactorOwner {
  readonly person: Person;
  /** Of the authenticator app, in base32. */
  readonly secret: string;
  /** One that has not been used yet. */
  recoveryCode(): string;
  /** Of the session in which the factor was enrolled. */
  readonly tokens: Tokens;
}

/** Somebody who has just enrolled an authenticator app. */
export async function newFactorOwner(api: Api): Promise<FactorOwner> {
  const { person, tokens, authenticator, recoveryCodes } = await newEquipped(api);
  const codes = [...recoveryCodes];
  return { person, tokens, secret: authenticator.secret, recoveryCode: () => codes.pop() ?? 'none is left' };
}

export const login = (
  api: Api,
  { email, password }: Pick<Person, 'email' | 'password'>,
  wishes: object = {},
  options?: CallOptions,
): Promise<Answer> => api.post('/v1/auth/login', { email, password, ...wishes }, options);

/** The ticket that the first step gives out. */
export async function ticketOf(api: Api, person: Person, wishes: object = {}, options?: CallOptions): Promise<string> {
  const { status, body } = await login(api, person, wishes, options);
  if (status !== 403) throw new Error(`the first step answered ${status}: ${JSON.stringify(body)}`);
  return String(body['login_ticket']);
}

export const showFactor = (api: Api, login_ticket: string, shown: object, options?: CallOptions): Promise<Answer> =>
  api.post('/v1/auth/login/factor', { login_ticket, ...shown }, options);

export const recovery = (code: string): object => ({ method: 'recovery_code', code });
export const totp = (code: string): object => ({ method: 'totp', code });

/** Status and code of a refusal. */
export const told = ({ status, body }: Pick<Answer, 'status' | 'body'>): unknown[] => [status, body['code']];
