import { randomBytes } from 'node:crypto';
import type { Answer, Api, Tokens } from './api.js';
import { logIn, newPerson, type Person } from './people.js';

export const NEW_PASSWORD = 'cobalt-meadow-lantern-31';

export interface Invited {
  readonly id: string;
  readonly email: string;
  readonly set_password_token: string;
}

export const newEmail = (): string => `i${randomBytes(6).toString('hex')}@example.test`;

/** Makes an account for somebody. */
export async function invite(
  api: Api,
  token: string,
  { email = newEmail(), ...more }: { email?: string; roles?: string[]; ext?: object } = {},
): Promise<Invited> {
  const { status, body } = await api.post('/v1/users', { email, ...more }, { token });
  if (status !== 201) throw new Error(`the invitation answered ${status}: ${JSON.stringify(body)}`);
  return body as unknown as Invited;
}

export function setPassword(api: Api, token: string, password = NEW_PASSWORD): Promise<Answer> {
  return api.post('/v1/auth/password/set', { token, password });
}

export async function passwordToken(api: Api, token: string, userId: string): Promise<string> {
  const { status, body } = await api.post(`/v1/users/${userId}/password-token`, undefined, { token });
  if (status !== 201) throw new Error(`password-token answered ${status}: ${JSON.stringify(body)}`);
  return String(body['token']);
}

/** A new role that permits this. @returns its name */
export async function newRole(api: Api, token: string, permissions: string[], assigns: string[] = []): Promise<string> {
  const name = `r${randomBytes(6).toString('hex')}`;
  const { status, body } = await api.post(
    '/v1/roles',
    { name, permissions, ...(assigns.length > 0 && { assigns }) },
    { token },
  );
  if (status !== 201) throw new Error(`the role answered ${status}: ${JSON.stringify(body)}`);
  return name;
}

export interface Officer {
  readonly person: Person;
  readonly role: string;
  readonly tokens: Tokens;
  readonly token: string;
}

/** Somebody who may do this and no more, logged in. */
export async function newOfficer(
  api: Api,
  admin: string,
  permissions: string[],
  assigns: string[] = [],
): Promise<Officer> {
  const person = await newPerson(api);
  const role = await newRole(api, admin, permissions, assigns);
  await grant(api, admin, person.id, role);
  const tokens = await logIn(api, person);
  return { person, role, tokens, token: tokens.access_token };
}

export async function grant(api: Api, token: string, userId: string, role: string): Promise<void> {
  const { status, body } = await api.put(`/v1/users/${userId}/roles/${role}`, undefined, { token });
  if (status !== 204) throw new Error(`the grant answered ${status}: ${JSON.stringify(body)}`);
}
