import { describe, expect, it } from '@jest/globals';
import type { AuditEvent } from '#libs/client';
import { AUDIT_EVENT_KINDS } from '#libs/contracts';
import { grouped, timesOf } from './grouped.js';
import { KIND_GROUPS } from './kinds.js';
import { SAID_KINDS } from './sentences.js';
import { told } from './told.js';

const ID = '0199b2c4-7d1e-7c3a-9f52-1b0c5a7e4d';
const grace = { kind: 'user', id: `${ID}01`, label: 'grace@example.org' } as const;
const ada = { kind: 'user', id: `${ID}02`, label: 'ada@example.org' } as const;
const stranger = { kind: 'stranger', id: null, label: null } as const;
const session = { kind: 'session', id: `${ID}03`, label: null } as const;

const event = (kind: string, more: Partial<AuditEvent> = {}): AuditEvent => ({
  id: ID,
  kind,
  occurred_at: '2026-03-12T10:00:00.000Z',
  ...{ actor_id: null, target_id: null, ip: null, user_agent: null, details: {} },
  ...{ actor: grace, target: ada, owner: null },
  ...more,
});

const text = (event: AuditEvent, times?: number): string =>
  told(event, times)
    .map(piece => (typeof piece === 'string' ? piece : piece.text))
    .join('');

describe('what an event says', () => {
  it('is a sentence for every kind that there is, found by words under one heading', () => {
    expect([...SAID_KINDS].sort()).toEqual([...AUDIT_EVENT_KINDS].sort());
    expect(KIND_GROUPS.flatMap(({ kinds }) => Object.keys(kinds)).sort()).toEqual([...AUDIT_EVENT_KINDS].sort());
    for (const kind of AUDIT_EVENT_KINDS) {
      const said = [
        event(kind),
        event(kind, { actor: stranger, target: null }),
        event(kind, { owner: ada, target: session }),
      ];
      for (const one of said) expect(text(one)).toMatch(/^[A-Za-z…][^{}_]+$/);
    }
  });

  it('names who did what to whom, and until when', () => {
    const soon = new Date(Date.now() + 2 * 86_400_000);
    const details = { role: 'support', expires_at: soon.toISOString() };
    const day = new Intl.DateTimeFormat(undefined, { weekday: 'long' }).format(soon);
    expect(text(event('authz_role_granted', { details }))).toBe(
      `grace@example.org gave support to ada@example.org, until ${day}`,
    );
    expect(text(event('authz_role_granted', { details: { role: 'support' } }))).toBe(
      'grace@example.org gave support to ada@example.org',
    );
    const failed = { actor: stranger, user_agent: 'python-requests/2.32' };
    expect(text(event('authn_login_fail', failed), 7)).toBe(
      'Somebody failed to log in as ada@example.org, from Python, 7 times',
    );
    const ended = { target: session, owner: ada, details: { reason: 'revoked_by_administrator' } };
    expect(text(event('session_revoked', ended))).toBe('grace@example.org ended a session of ada@example.org');
    expect(text(event('authn_token_reuse', { target: session, owner: ada }))).toMatch(/^A refresh token of ada/);
    expect(text(event('tea_made'))).toBe('grace@example.org: tea made');
  });

  it('leads to people, roles and sessions, and shortens what has no name', () => {
    const gone = { ...ada, label: null };
    expect(told(event('authz_role_granted', { target: gone, details: { role: 'support' } }))).toEqual([
      { text: 'grace@example.org', href: `#/users/${grace.id}`, title: grace.id },
      ' gave ',
      { text: 'support', href: '#/roles/support', title: 'support' },
      ' to ',
      { text: '…5a7e4d02', href: `#/users/${ada.id}`, title: ada.id },
    ]);
    const [, , href] = told(event('session_revoked', { target: session, owner: ada, details: { reason: 'x' } }));
    expect(href).toMatchObject({ text: 'a session', href: `#/audit?target=${session.id}` });
  });
});

describe('what happens again', () => {
  const at = (minute: number, kind: string, more: Partial<AuditEvent> = {}): AuditEvent =>
    event(kind, { occurred_at: new Date(Date.UTC(2026, 2, 12, 10, minute)).toISOString(), ...more });

  it('is told of once with its number, though something else comes between', () => {
    const found = grouped([
      at(50, 'authn_login_fail'),
      at(49, 'authn_login_fail', { target: grace }),
      at(40, 'authn_login_fail'),
      at(38, 'authn_login_fail', { ip: '203.0.113.7' }),
      at(5, 'authn_login_fail'),
    ]);
    expect(found.map(({ events }) => events.map(({ occurred_at }) => new Date(occurred_at).getUTCMinutes()))).toEqual([
      [50, 40],
      [49],
      [38],
      [5],
    ]);
    expect(found.map(timesOf)).toEqual([2, 1, 1, 1]);
  });

  it('is one line for logins, whose sessions differ, and two for roles, which do', () => {
    const logins = [3, 2].map(minute => at(minute, 'authn_login_success', { target: { ...session, id: `${minute}` } }));
    const roles = [2, 1].map(minute => at(minute, 'authz_role_granted', { details: { role: `role-${minute}` } }));
    expect(grouped([...logins, ...roles])).toHaveLength(3);
    const signals = [9, 8].map(minute => at(minute, 'authz_fail', { target: null, details: { count: minute } }));
    expect(grouped(signals).map(timesOf)).toEqual([17]);
  });
});
