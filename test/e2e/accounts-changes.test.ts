import { beforeAll, describe, expect, it } from '@jest/globals';
import { grant, invite, newEmail } from '../support/accounts.js';
import type { Answer } from '../support/api.js';
import { adminToken, claimsOf, logIn, newLogin, newPerson } from '../support/people.js';
import { range } from '../support/rounds.js';
import { useGatehouse } from '../support/use-gatehouse.js';

describe('accounts in the hands of others', () => {
  const { database, service } = useGatehouse();
  let token: string;

  beforeAll(async () => {
    token = await adminToken(service.api);
  });

  describe('changing', () => {
    it('sets claims that are in the tokens from the next refresh on, and outdates the ones before', async () => {
      const { person, tokens } = await newLogin(service.api);
      const path = `/v1/users/${person.id}`;
      const ext = { plan: 'gold', limits: { seats: 3 } };
      const changed = await service.api.patch(path, { ext }, { token });
      expect(changed.body).toMatchObject({ ext, version: 2, status: 'active' });
      expect((await service.api.me(tokens.access_token)).status).toBe(401);
      const refreshed = await service.api.refresh(tokens.refresh_token);
      expect(claimsOf(refreshed.body.access_token)['ext']).toEqual(ext);
      const removed = await service.api.patch(path, { ext: null }, { token });
      expect(removed.body).toMatchObject({ ext: null, version: 3 });
      const last = await service.api.refresh(refreshed.body.refresh_token);
      expect(claimsOf(last.body.access_token)).not.toHaveProperty('ext');
      const [event] = await database.query(
        `SELECT details FROM audit_events WHERE target_id = $1 AND kind = 'user_updated' ORDER BY id`,
        [person.id],
      );
      expect(event).toEqual({
        details: { before: { status: 'active', ext: null }, after: { status: 'active', ext } },
      });
    });

    it('tells the claims to services that introspect', async () => {
      const person = await newPerson(service.api);
      await service.api.patch(`/v1/users/${person.id}`, { ext: { plan: 'gold' } }, { token });
      const { access_token } = await logIn(service.api, person);
      const client = await service.api.post('/v1/clients', { name: 'asks', scopes: ['introspect'] }, { token });
      const answer = await fetch(`${service.url}/oauth/introspect`, {
        method: 'POST',
        body: new URLSearchParams({
          token: access_token,
          client_id: String(client.body['client_id']),
          client_secret: String(client.body['client_secret']),
        }),
      });
      expect(await answer.json()).toMatchObject({ active: true, ext: { plan: 'gold' } });
    });

    it('refuses claims that read like rights, from an administrator too', async () => {
      const { id } = await newPerson(service.api);
      const ext = { roles: ['admin'], scope: 'users:delete', plan: 'gold' };
      const { status, body } = await service.api.patch<{ errors: object[] }>(`/v1/users/${id}`, { ext }, { token });
      expect(status).toBe(400);
      expect(body.errors).toEqual(
        ['ext.roles', 'ext.scope'].map(field => expect.objectContaining({ field, code: 'reserved' })),
      );
      const invited = await service.api.post('/v1/users', { email: newEmail(), ext }, { token });
      expect([invited.status, invited.body['code']]).toEqual([400, 'validation_failed']);
    });

    it('lets an administrator set their own, unless they are one for a time only', async () => {
      const person = await newPerson(service.api);
      const path = `/v1/users/${person.id}`;
      const expires_at = new Date(Date.now() + 86_400_000).toISOString();
      expect((await service.api.put(`${path}/roles/admin`, { expires_at }, { token })).status).toBe(204);
      const { access_token } = await logIn(service.api, person);
      const setOwn = (): Promise<Answer> => service.api.patch(path, { ext: { a: 1 } }, { token: access_token });
      const refused = await setOwn();
      expect([refused.status, refused.body['code']]).toEqual([403, 'insufficient_scope']);
      // To give a role again replaces its end.
      await grant(service.api, token, person.id, 'admin');
      const done = await setOwn();
      expect([done.status, done.body['ext']]).toEqual([200, { a: 1 }]);
      // The tests below know of one administrator.
      expect((await service.api.delete(`${path}/roles/admin`, { token })).status).toBe(204);
    });

    it('refuses claims that look personal, and what would not fit into a token with the roles', async () => {
      const person = await newPerson(service.api);
      const path = `/v1/users/${person.id}`;
      const personal = await service.api.patch<{ errors: object[] }>(path, { ext: { email: 'x' } }, { token });
      expect(personal.status).toBe(400);
      expect(personal.body.errors).toEqual([expect.objectContaining({ field: 'ext.email', code: 'personal' })]);
      const deep = { ext: { a: { b: { c: { d: 1 } } } } };
      expect((await service.api.patch(path, deep, { token })).status).toBe(400);
      for (const index of range(26)) {
        const name = `wide-${'x'.repeat(40)}-${index}`;
        await service.api.post('/v1/roles', { name, permissions: [] }, { token });
        await service.api.put(`${path}/roles/${name}`, undefined, { token });
      }
      const wide = await service.api.patch(path, { ext: { a: 'x'.repeat(490) } }, { token });
      expect([wide.status, wide.body['code']]).toEqual([422, 'token_too_large']);
      expect((await service.api.get(path, { token })).body['ext']).toBeNull();
    });

    it('takes nothing but what can be changed', async () => {
      const { id } = await newPerson(service.api);
      for (const change of [{ status: null }, { status: 'deleted' }, { status: 'invited' }, { email: 'a@b.test' }]) {
        const { status, body } = await service.api.patch(`/v1/users/${id}`, change, { token });
        expect([change, status, body['code']]).toEqual([change, 400, 'validation_failed']);
      }
    });

    it('makes nobody active who has yet to set a password', async () => {
      const invited = await invite(service.api, token);
      const path = `/v1/users/${invited.id}`;
      const refused = await service.api.patch(path, { status: 'active', ext: { a: 1 } }, { token });
      expect([refused.status, refused.body['code']]).toEqual([409, 'user_invited']);
      expect((await service.api.get(path, { token })).body).toMatchObject({ status: 'invited', ext: null, version: 1 });
      expect((await service.api.patch(path, { status: 'disabled' }, { token })).body['status']).toBe('disabled');
      expect((await service.api.patch(path, { status: 'active' }, { token })).body['status']).toBe('invited');
    });

    it('happens only to the version that was read', async () => {
      const { id } = await newPerson(service.api);
      const path = `/v1/users/${id}`;
      const etag = String((await service.api.get(path, { token })).headers.get('etag'));
      expect(etag).toBe('"1"');
      const headers = { 'if-match': etag };
      const changed = await service.api.patch(path, { ext: { a: 1 } }, { token, headers });
      expect([changed.status, changed.headers.get('etag')]).toEqual([200, '"2"']);
      for (const attempt of [
        service.api.patch(path, { status: 'disabled' }, { token, headers }),
        service.api.delete(path, { token, headers }),
      ]) {
        const { status, body } = await attempt;
        expect([status, body['code']]).toEqual([412, 'precondition_failed']);
      }
      // What changes nothing is no new version, and leaves no trace.
      for (const nothing of [{}, { ext: { a: 1 } }, { ext: { a: 1 }, status: 'active' }]) {
        const same = await service.api.patch(path, nothing, { token });
        expect([same.status, same.headers.get('etag')]).toEqual([200, '"2"']);
      }
      const events = await database.query(`SELECT 1 FROM audit_events WHERE target_id = $1 AND kind = 'user_updated'`, [
        id,
      ]);
      expect(events).toHaveLength(1);
      expect(await database.query('SELECT epoch FROM subjects WHERE id = $1', [id])).toEqual([{ epoch: 1 }]);
      expect((await service.api.delete(path, { token, headers: { 'if-match': '"2"' } })).status).toBe(204);
    });

    it('happens to no version that nobody can have read', async () => {
      const { id } = await newPerson(service.api);
      const path = `/v1/users/${id}`;
      const ask = async (tag: string): Promise<unknown> => {
        const answer = await service.api.patch(path, { ext: { a: 1 } }, { token, headers: { 'if-match': tag } });
        const [error] = (answer.body['errors'] ?? []) as { field: string; code: string }[];
        return [tag, answer.status, error && [error.field, error.code]];
      };
      for (const tag of ['1', '"1', 'abc', '"1" "2"', '"1", *', '', '"a b"', ',"1"']) {
        expect(await ask(tag)).toEqual([tag, 400, ['If-Match', 'malformed']]);
      }
      for (const tag of ['W/"1"', '"1", W/"1"']) expect(await ask(tag)).toEqual([tag, 400, ['If-Match', 'weak']]);
      for (const tag of ['"other"', '"", "2"', '"1,2"']) expect(await ask(tag)).toEqual([tag, 412, undefined]);
      expect((await service.api.get(path, { token })).body).toMatchObject({ ext: null, version: 1 });
      expect(await ask('"7" , "1"')).toEqual(['"7" , "1"', 200, undefined]);
      expect(await ask('*')).toEqual(['*', 200, undefined]);
    });

    it('of two who have read the same version, one is refused', async () => {
      const { id } = await newPerson(service.api);
      const headers = { 'if-match': '"1"' };
      const answers = await Promise.all(
        ['a', 'b'].map(plan => service.api.patch(`/v1/users/${id}`, { ext: { plan } }, { token, headers })),
      );
      expect(answers.map(answer => answer.status).sort()).toEqual([200, 412]);
    });
  });
});
