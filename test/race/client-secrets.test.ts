import { beforeAll, describe, expect, it } from '@jest/globals';
import { adminToken } from '../support/people.js';
import { range, rounds, tally } from '../support/rounds.js';
import { useGatehouse } from '../support/use-gatehouse.js';

describe('secrets of a service client, raced for', () => {
  const { database, service } = useGatehouse();
  let token: string;

  beforeAll(async () => {
    token = await adminToken(service.api);
  });

  it('twenty made at once: five are good in the end, the first one among them', async () => {
    for (const round of range(rounds(100))) {
      const { body } = await service.api.post('/v1/clients', { name: `racer-${round}`, scopes: [] }, { token });
      const path = `/v1/clients/${String(body['client_id'])}/secrets`;
      const answers = await Promise.all(range(20).map(() => service.api.post(path, {}, { token })));
      expect(tally(answers.map(answer => answer.status))).toEqual({ 201: 4, 409: 16 });
      const list = await service.api.get<{ items: unknown[] }>(path, { token });
      expect(list.body.items).toHaveLength(5);
    }
  });

  it('a client deleted by five at once is deleted, and audited, once', async () => {
    for (const round of range(rounds(100))) {
      const { body } = await service.api.post('/v1/clients', { name: `gone-${round}`, scopes: [] }, { token });
      const path = `/v1/clients/${String(body['client_id'])}`;
      const answers = await Promise.all(range(5).map(() => service.api.delete(path, { token })));
      expect(tally(answers.map(answer => answer.status))).toEqual({ 204: 1, 404: 4 });
      const events = await database.query(
        `SELECT 1 FROM audit_events WHERE kind = 'client_deleted' AND target_id = $1`,
        [body['client_id']],
      );
      expect(events).toHaveLength(1);
    }
  });
});
