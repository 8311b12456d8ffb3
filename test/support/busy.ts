import { expect } from '@jest/globals';
import { invite, NEW_PASSWORD as CHOSEN_PASSWORD, newEmail, passwordToken, setPassword } from './accounts.js';
import type { Tokens, Api } from './api.js';
import { ADMIN } from './gatehouse.js';
import { newClient, type ServiceClient } from './oauth.js';
import { claimsOf, logIn, newPerson, PASSWORD, type Person } from './people.js';

export interface Trail {
  readonly person: Person;
  readonly client: ServiceClient;
  /** Everything secret or personal that went through the service. */
  readonly confidential: readonly string[];
}

const NEW_PASSWORD = 'amber-lantern-fjord-19';

/** Does at least once whatever leaves a trace. */
export async function beBusy(api: Api, admin: string): Promise<Trail> {
  const confidential: string[] = [ADMIN.email, ADMIN.password, PASSWORD, NEW_PASSWORD];
  const person = await newPerson(api);
  const tokens = await logIn(api, person);
  await api.login(person.email, 'not-the-password-at-all');
  const next = (await api.refresh(tokens.refresh_token)).body;
  confidential.push(...textsOf(tokens), ...textsOf(next));
  const change = { current_password: PASSWORD, new_password: NEW_PASSWORD };
  await api.post('/v1/auth/password', { ...change, current_password: 'wrong-password' }, { token: next.access_token });
  const changed = await api.post<Tokens>('/v1/auth/password', change, { token: next.access_token });
  expect(changed.status).toBeLessThan(300);
  await api.post('/v1/roles', { name: 'support', permissions: ['orders:read'] }, { token: admin });
  await api.patch('/v1/roles/support', { permissions: ['orders:read', 'orders:refund'] }, { token: admin });
  await api.put(`/v1/users/${person.id}/roles/support`, undefined, { token: admin });
  await api.delete(`/v1/users/${person.id}/roles/support`, { token: admin });
  await api.delete('/v1/roles/support', { token: admin });
  await api.post('/v1/revocations', { jti: claimsOf(next.access_token)['jti'] }, { token: admin });
  await api.patch(`/v1/users/${person.id}`, { status: 'disabled' }, { token: admin });
  confidential.push(...(await beBusyWithAccounts(api, admin)));
  const client = await newClient(api, admin, { scopes: ['audit:read'] });
  const secret = await api.post<ServiceClient>(`/v1/clients/${client.client_id}/secrets`, {}, { token: admin });
  confidential.push(person.email, client.client_secret, secret.body.client_secret);
  return { person, client, confidential };
}

const textsOf = ({ access_token, refresh_token }: Tokens): string[] => [access_token, refresh_token];

/** @returns what of this is secret or personal */
async function beBusyWithAccounts(api: Api, admin: string): Promise<string[]> {
  const invited = await invite(api, admin, { ext: { plan: 'gold' } });
  const token = await passwordToken(api, admin, invited.id);
  expect((await setPassword(api, invited.set_password_token)).status).toBe(400);
  expect((await setPassword(api, token)).status).toBe(204);
  const tokens = (await api.login(invited.email, CHOSEN_PASSWORD)).body;
  const email = newEmail();
  expect(
    (await api.post('/v1/auth/email', { email, current_password: CHOSEN_PASSWORD }, { token: tokens.access_token }))
      .status,
  ).toBe(204);
  expect((await api.get('/v1/auth/me/export', { token: tokens.access_token })).status).toBe(200);
  expect((await api.delete(`/v1/users/${invited.id}`, { token: admin })).status).toBe(204);
  return [...textsOf(tokens), invited.email, email, invited.set_password_token, token, CHOSEN_PASSWORD];
}
