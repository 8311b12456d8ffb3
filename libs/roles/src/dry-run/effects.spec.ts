import { describe, expect, it } from '@jest/globals';
import type { RoleRecord } from '../catalogue/role-record.js';
import { effectsOf, type Person, type Scene } from './effects.js';

function role(name: string, effective_permissions: string[], more: Partial<RoleRecord> = {}): RoleRecord {
  const own = { permissions: effective_permissions, includes: [], assigns: [], effective_includes: [] };
  const rest = { description: '', built_in: false, version: 1, created_at: new Date(0), updated_at: new Date(0) };
  return { name, effective_permissions, ...own, requires_mfa: false, effective_requires_mfa: false, ...rest, ...more };
}

const person = (user_id: string, roles: string[], epoch = 1): Person => ({
  user_id,
  epoch,
  roles,
  ends: roles.map(() => null),
});

const scene = (roles: RoleRecord[], people: Person[]): Scene => ({
  roles: new Map(roles.map(one => [one.name, one])),
  people: new Map(people.map(one => [one.user_id, one])),
});

describe('the effects of a change', () => {
  const reader = role('reader', ['x:read']);
  const writer = role('writer', ['x:write']);

  it('are none where nothing is different', () => {
    const same = scene([reader], [person('one', ['reader'])]);
    expect(effectsOf(same, same, true)).toEqual({
      ...{ changes: false, roles: [], gained: [], lost: [], users: 0, outdated: 0 },
    });
  });

  it('are for each person what they have more and less than before, whatever the others have', () => {
    const before = scene([reader, writer], [person('one', ['reader']), person('two', ['writer'])]);
    const after = scene([reader, writer], [person('one', ['writer'], 2), person('two', ['writer'])]);
    expect(effectsOf(before, after, true)).toEqual({
      ...{ changes: true, roles: [], gained: ['x:write'], lost: ['x:read'], users: 1, outdated: 1 },
    });
  });

  it('count an end that is another one, by which nobody gains or loses anything yet', () => {
    const ending = { ...person('one', ['reader'], 2), ends: [new Date(1)] };
    expect(effectsOf(scene([reader], [person('one', ['reader'])]), scene([reader], [ending]), true)).toMatchObject({
      ...{ changes: true, gained: [], lost: [], users: 1, outdated: 1 },
    });
  });

  it('are in sessions without a second factor where a role comes to demand one', () => {
    const before = scene([reader, writer], [person('one', ['reader', 'writer'])]);
    const demanding = role('reader', ['x:read'], { effective_requires_mfa: true, version: 2 });
    const after = scene([demanding, writer], [person('one', ['reader', 'writer'])]);
    expect(effectsOf(before, after, true)).toMatchObject({ roles: ['reader'], gained: [], lost: ['x:read'] });
    expect(effectsOf(after, before, true)).toMatchObject({ roles: ['reader'], gained: ['x:read'], lost: [] });
  });

  it('are nothing for who may do everything', () => {
    const admin = role('admin', ['*']);
    const before = scene([admin, reader], [person('one', ['admin', 'reader'])]);
    const after = scene([admin, reader], [person('one', ['admin'], 2)]);
    expect(effectsOf(before, after, true)).toMatchObject({ changes: true, gained: [], lost: [], users: 1 });
    expect(effectsOf(before, scene([admin, reader], [person('one', ['reader'])]), true)).toMatchObject({ lost: ['*'] });
  });

  it('are all that somebody else might lose, where not everybody was looked at', () => {
    const more = role('reader', ['x:new'], { version: 2 });
    const people = [person('one', ['reader', 'writer'])];
    const both = role('writer', ['x:new', 'x:read', 'x:write']);
    const [before, after] = [scene([reader, both], people), scene([more, both], people)];
    expect(effectsOf(before, after, true)).toMatchObject({ gained: [], lost: [] });
    expect(effectsOf(before, after, false)).toMatchObject({ gained: ['x:new'], lost: ['x:read'] });
  });
});
