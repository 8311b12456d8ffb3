import { newRole } from '../accounts.js';
import { inHours, RoleCalls } from '../roles.js';
import type { Path } from './path.js';
import { here, admin, roles, byRole } from './scene.js';

const soon = inHours(1);

export const OF_ROLES: readonly Path[] = [
  {
    name: 'a role of one user',
    answers: [204, 204],
    refusal: 401,
    begin: byRole(['audit:read'], (role, person, calls) => calls.revoke(person.id, role)),
  },
  {
    name: 'a role of several users',
    answers: [200, 200],
    refusal: 401,
    begin: byRole(['audit:read'], (role, person, calls) => calls.remove(role, [person.id])),
  },
  {
    name: 'a role of some users, one of whom has lost it elsewhere',
    answers: [204, 200],
    refusal: 401,
    begin: async () => {
      const role = await newRole(here.api, admin, ['audit:read']);
      const [{ person, token }, other] = [await roles.member(role), await roles.member(role)];
      const both = [person.id, other.person.id];
      return {
        act: api => (api === here.api ? roles.revoke(person.id, role) : new RoleCalls(api, admin).remove(role, both)),
        use: api => api.get('/v1/audit-events?limit=1', { token }),
      };
    },
  },
  {
    name: 'a role for good, by giving it for a time',
    answers: [204, 204],
    refusal: 401,
    begin: byRole(['audit:read'], (role, person, calls) => calls.grant(person.id, role, admin, soon)),
  },
  {
    name: 'a role for good, by giving it to several for a time',
    answers: [200, 200],
    refusal: 401,
    begin: byRole(['audit:read'], (role, person, calls) => calls.add(role, [person.id], admin, { expires_at: soon })),
  },
  {
    name: 'what a role permits, by editing it',
    answers: [200, 200],
    refusal: 403,
    begin: byRole(['audit:read'], (role, _person, calls) => calls.edit(role, { permissions: [] })),
  },
  {
    name: 'what a role permits, by deleting it',
    answers: [204, 404],
    refusal: 401,
    begin: byRole(['audit:read'], (role, _person, calls) => calls.drop(role)),
  },
];
