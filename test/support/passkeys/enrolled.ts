import type { Answer, Api, Tokens } from '../api.js';
import { logIn, newPerson, type Person } from '../people.js';
import { type Asked, type Credential, type Quirks, SoftwarePasskey } from './software-passkey.js';

/** What a service asks of an authenticator. */
export interface Asking {
  readonly challenge_id: string;
  readonly options: Asked & Readonly<Record<string, unknown>>;
  readonly expires_at: string;
}

/** Somebody with a passkey. */
export interface Enrolled {
  readonly person: Person;
  readonly passkey: SoftwarePasskey;
  /** As the service calls it. */
  readonly factorId: string;
  readonly recoveryCodes: readonly string[];
}

type Page = Readonly<Record<string, string>>;

export async function beginPasskey(
  api: Api,
  token: string,
  { password }: Pick<Person, 'password'>,
  page: Page = {},
): Promise<Asking> {
  const body = { current_password: password };
  const answer = await api.post<Asking>('/v1/auth/factors/passkeys/options', body, { token, headers: page });
  if (answer.status !== 200) throw new Error(`the options answered ${answer.status}: ${JSON.stringify(answer.body)}`);
  return answer.body;
}

export function addPasskey(
  api: Api,
  token: string,
  { challenge_id }: Pick<Asking, 'challenge_id'>,
  credential: Credential,
  name?: string,
): Promise<Answer> {
  return api.post('/v1/auth/factors/passkeys', { challenge_id, credential, ...(name && { name }) }, { token });
}

/** Somebody new, with a passkey. */
export async function newEnrolled(api: Api, quirks: Quirks = {}, page: Page = {}): Promise<Enrolled> {
  const person = await newPerson(api);
  const tokens = await logIn(api, person);
  const asking = await beginPasskey(api, tokens.access_token, person, page);
  const { passkey, credential } = SoftwarePasskey.make(asking.options, quirks);
  passkey.counter = quirks.counter ?? 0;
  const { status, body } = await addPasskey(api, tokens.access_token, asking, credential);
  if (status !== 201) throw new Error(`the passkey was answered ${status}: ${JSON.stringify(body)}`);
  return { person, passkey, factorId: String(body['id']), recoveryCodes: body['recovery_codes'] as string[] };
}

export async function askToLogIn(api: Api, page: Page = {}): Promise<Asking> {
  const answer = await api.post<Asking>('/v1/auth/login/passkey/options', undefined, { headers: page });
  if (answer.status !== 200) throw new Error(`the options answered ${answer.status}: ${JSON.stringify(answer.body)}`);
  return answer.body;
}

export function sendLogin(
  api: Api,
  { challenge_id }: Pick<Asking, 'challenge_id'>,
  credential: Credential,
): Promise<Answer> {
  return api.post('/v1/auth/login/passkey', { challenge_id, credential });
}

/** Logs in by a passkey, with whatever the quirks make of it. */
export async function logInByPasskey(
  api: Api,
  passkey: SoftwarePasskey,
  quirks: Quirks = {},
  page: Page = {},
): Promise<Answer> {
  const asking = await askToLogIn(api, page);
  return sendLogin(api, asking, passkey.answer(asking.options, quirks));
}

/** The tokens of a login that succeeds: with a second factor, whatever the account has. */
export async function tokensByPasskey(api: Api, passkey: SoftwarePasskey, quirks: Quirks = {}): Promise<Tokens> {
  const { status, body } = await logInByPasskey(api, passkey, quirks);
  if (status !== 200) throw new Error(`the passkey was answered ${status}: ${JSON.stringify(body)}`);
  return body as unknown as Tokens;
}
