import { describe, expect, it } from '@jest/globals';
import type { Api } from '../../kit/api.js';
import { Problem } from '../../kit/problem.js';
import { type RoleChange, triedMembers } from './role-request.js';

const PEOPLE = ['ada', 'grace', 'alan'].map(name => ({ id: `id-of-${name}`, name }));
const [ada, grace, alan] = PEOPLE;
const GIVE: RoleChange = { kind: 'give', role: 'support/lead', expires_at: null };
const ANSWER = { changed: 1, unchanged: 0, effects: {} };

/** A service that refuses these, by ids. */
function apiThat(refuses: readonly string[]): { api: Api; asked: unknown[] } {
  const asked: unknown[] = [];
  const change = (method: string, path: string, body: { user_ids: string[] }): Promise<unknown> => {
    asked.push([method, path, body]);
    const errors = body.user_ids.flatMap((id, index) =>
      refuses.includes(id)
        ? [{ field: `user_ids[${index}]`, code: 'user_not_found', message: `${id} is no user` }]
        : [],
    );
    if (errors.length === 0) return Promise.resolve(ANSWER);
    return Promise.reject(new Problem(422, 'members_refused', 'Some cannot.', undefined, errors, undefined));
  };
  return { api: { change } as unknown as Api, asked };
}

describe('a change of a role that is tried', () => {
  it('is tried anew for those who would not be refused, and says why the others would be', async () => {
    const { api, asked } = apiThat(['id-of-grace']);
    expect(await triedMembers(api, GIVE, PEOPLE)).toEqual({
      answer: ANSWER,
      accepted: [ada, alan],
      refused: [{ item: grace, why: 'is no user' }],
    });
    expect(asked.at(-1)).toEqual([
      'POST',
      '/v1/roles/support%2Flead/members?dry_run=true',
      { user_ids: ['id-of-ada', 'id-of-alan'], expires_at: null },
    ]);
  });

  it('has no answer where all would be refused', async () => {
    const { api } = apiThat(PEOPLE.map(({ id }) => id));
    expect(await triedMembers(api, { ...GIVE, kind: 'take' }, PEOPLE)).toMatchObject({
      answer: undefined,
      accepted: [],
      refused: [{ item: ada }, { item: grace }, { item: alan }],
    });
  });

  it('fails as the service does where nobody in particular is refused', async () => {
    const problem = new Problem(404, 'role_not_found', 'There is no such role.', undefined, [], undefined);
    const api = { change: () => Promise.reject(problem) } as unknown as Api;
    await expect(triedMembers(api, GIVE, PEOPLE)).rejects.toBe(problem);
  });
});
