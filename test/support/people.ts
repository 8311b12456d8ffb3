import { randomBytes } from 'node:crypto';
import type { Api, Tokens } from './api.js';
import { ADMIN } from './gatehouse.js';

export interface Person {
  readonly id: string;
  readonly email: string;
  readonly password: string;
}

export const PASSWORD = 'velvet-anchor-tundra-7';

/** Registers somebody new. */
export async function newPerson(api: Api): Promise<Person> {
  const email = `p${randomBytes(6).toString('hex')}@example.test`;
  const answer = await api.post<{ id: string }>('/v1/auth/register', { email, password: PASSWORD });
  if (answer.status !== 201) throw new Error(`registration answered ${answer.status}: ${JSON.stringify(answer.body)}`);
  return { id: answer.body.id, email, password: PASSWORD };
}

export async function logIn(api: Api, { email, password }: { email: string; password: string }): Promise<Tokens> {
  const answer = await api.login(email, password);
  if (answer.status !== 200) throw new Error(`login answered ${answer.status}: ${JSON.stringify(answer.body)}`);
  return answer.body;
}

export async function newLogin(api: Api): Promise<{ person: Person; tokens: Tokens }> {
  const person = await newPerson(api);
  return { person, tokens: await logIn(api, person) };
}

/** A fresh access token of the first administrator. */
export async function adminToken(api: Api): Promise<string> {
  return (await logIn(api, ADMIN)).access_token;
}

/** The payload of a JWT, unverified. */
export function claimsOf(token: string): Record<string, unknown> {
  return JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()) as Record<string, unknown>;
}

export function headerOf(token: string): Record<string, unknown> {
  return JSON.parse(Buffer.from(token.split('.')[0] ?? '', 'base64url').toString()) as Record<string, unknown>;
}
