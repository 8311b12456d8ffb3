/** What a service client gets for people while somebody disables it, and enables it again. */
import { beforeAll, describe, expect, it } from '@jest/globals';
import type { Answer, Tokens } from '../support/api.js';
import { basic, newClient, postForm, type Form, type ServiceClient } from '../support/oauth.js';
import { adminToken, claimsOf, newPerson, type Person } from '../support/people.js';
import { range, rounds } from '../support/rounds.js';
import { RowLock } from '../support/specs/row-lock.js';
import { useGatehouse } from '../support/use-gatehouse.js';

const { database, service } = useGatehouse();
let admin: string;
let client: ServiceClient;
let person: Person;

beforeAll(async () => {
  admin = await adminToken(service.api);
  client = await newClient(service.api, admin);
  person = await newPerson(service.api);
});

const request = (form: Form): Promise<Answer> => postForm(service.api, '/oauth/token', form, basic(client));
const logIn = (): Promise<Answer> =>
  request({ grant_type: 'password', username: person.email, password: person.password });
const refresh = ({ refresh_token }: Tokens): Promise<Answer> => request({ grant_type: 'refresh_token', refresh_token });

async function setStatus(status: 'active' | 'disabled'): Promise<void> {
  const path = `/v1/clients/${client.client_id}`;
  expect((await service.api.patch(path, { status }, { token: admin })).status).toBe(200);
}

async function disableAndEnable(): Promise<void> {
  await setStatus('disabled');
  await setStatus('active');
}

async function opened(): Promise<Tokens> {
  const { status, body } = await logIn();
  expect(status).toBe(200);
  return body as unknown as Tokens;
}

const isAlive = async ({ access_token }: Tokens): Promise<boolean> =>
  (await service.api.me(access_token)).status === 200;

/** Whether the session goes on: asked last, as it rotates. */
const goesOn = async (tokens: Tokens): Promise<boolean> => (await refresh(tokens)).status === 200;

/** Lets a request wait for these rows, after its client has proven itself, and the client go and come back meanwhile. */
async function overtaken(rows: string, id: string, start: () => Promise<Answer>): Promise<Answer> {
  const lock = await RowLock.take(database, rows, [id]);
  const answer = start();
  try {
    await lock.awaitedBy(answer);
    await disableAndEnable();
  } finally {
    await lock.release();
  }
  return answer;
}

describe('a client that is disabled and enabled again', () => {
  it('while a login of it is under way has got nothing that lives', async () => {
    const { status, body } = await overtaken('SELECT 1 FROM users WHERE id = $1 FOR UPDATE', person.id, logIn);
    expect(status).toBe(200);
    const tokens = body as unknown as Tokens;
    expect([await isAlive(tokens), await goesOn(tokens)]).toEqual([false, false]);
  });

  it('while a refresh of it is under way has got nothing that lives', async () => {
    const before = await opened();
    const row = 'SELECT 1 FROM sessions WHERE id = $1 FOR UPDATE';
    const { status, body } = await overtaken(row, before.session_id, () => refresh(before));
    const newest = status === 200 ? (body as unknown as Tokens) : before;
    expect([await isAlive(before), await isAlive(newest), await goesOn(newest)]).toEqual([false, false, false]);
  });

  it('under a load of logins and refreshes keeps none of what it had, and all of what it gets', async () => {
    for (const _round of range(rounds(40))) {
      const had = [await opened(), await opened()];
      const inFlight = [logIn(), ...had.map(tokens => refresh(tokens)), logIn()];
      await disableAndEnable();
      const answers = (await Promise.all(inFlight)).filter(({ status }) => status === 200);
      const got = answers.map(({ body }) => body as unknown as Tokens);
      for (const tokens of had) expect([await isAlive(tokens), await goesOn(tokens)]).toEqual([false, false]);
      const now = await opened();
      for (const tokens of [...got, now]) {
        // Whoever came in before the client was disabled has nothing; whoever came after has all of it.
        const isNew = claimsOf(tokens.access_token)['client_epoch'] === claimsOf(now.access_token)['client_epoch'];
        expect([isNew, await isAlive(tokens), await goesOn(tokens)]).toEqual([isNew, isNew, isNew]);
      }
      expect(await isAlive(now)).toBe(true);
    }
  });
});
