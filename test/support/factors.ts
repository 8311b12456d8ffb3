import type { Answer, Api, Tokens } from './api.js';
import { codeOf } from './specs/authenticator.js';
import { logIn, newPerson, type Person } from './people.js';

export interface ShownFactor extends Record<string, unknown> {
  readonly id: string;
  readonly method: string;
  readonly name: string | null;
  readonly codes_left: number | null;
}

export interface Authenticator {
  readonly id: string;
  /** Base32. */
  readonly secret: string;
  readonly otpauth_uri: string;
  readonly expires_at: string;
}

export const FACTORS = '/v1/auth/factors';

/** Begins to enrol an authenticator app. */
export async function enrolTotp(
  api: Api,
  token: string,
  { password: current_password }: Pick<Person, 'password'>,
  name?: string,
): Promise<Authenticator> {
  const body = { current_password, ...(name !== undefined && { name }) };
  const answer = await api.post<Authenticator & Record<string, unknown>>(`${FACTORS}/totp`, body, { token });
  if (answer.status !== 201) throw new Error(`the enrolment answered ${answer.status}: ${JSON.stringify(answer.body)}`);
  return answer.body;
}

export const confirmTotp = (
  api: Api,
  token: string,
  { id, secret }: Pick<Authenticator, 'id' | 'secret'>,
  code = codeOf(secret),
): Promise<Answer<ShownFactor & { recovery_codes: string[] | null }>> =>
  api.post(`${FACTORS}/totp/confirm`, { id, code }, { token });

export interface Equipped {
  readonly person: Person;
  /** Of the session that has enrolled the app, since then. */
  readonly tokens: Tokens;
  readonly authenticator: Authenticator;
  readonly recoveryCodes: readonly string[];
}

/** Somebody with an authenticator app, logged in. The code of this half minute is used up. */
export async function newEquipped(api: Api): Promise<Equipped> {
  const person = await newPerson(api);
  const before = await logIn(api, person);
  const authenticator = await enrolTotp(api, before.access_token, person);
  const { status, body } = await confirmTotp(api, before.access_token, authenticator);
  if (status !== 200) throw new Error(`the confirmation answered ${status}: ${JSON.stringify(body)}`);
  const { body: tokens } = await api.refresh(before.refresh_token);
  return { person, tokens, authenticator, recoveryCodes: body.recovery_codes ?? [] };
}

export async function factorsOf(api: Api, token: string, path = FACTORS): Promise<ShownFactor[]> {
  const { status, body } = await api.get<{ items: ShownFactor[] }>(path, { token });
  if (status !== 200) throw new Error(`the list answered ${status}: ${JSON.stringify(body)}`);
  return body.items;
}
