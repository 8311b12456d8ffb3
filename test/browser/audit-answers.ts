import type { AuditEvent, AuditEventKind } from '#libs/client';

type Target = NonNullable<AuditEvent['target']>;
type Told = readonly [kind: AuditEventKind, minutes: number, details: object, about: Partial<AuditEvent>];

const MINUTE = 60_000;
const FIREFOX = 'Mozilla/5.0 (X11; Linux x86_64; rv:148.0) Gecko/20100101 Firefox/148.0';
const IPHONE =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 19_2 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/19.2 Mobile/15E148 Safari/604.1';
const idOf = (index: number): string => `0199b2c4-7d1e-7c3a-9f52-1b0c5a7e4d${index.toString(16).padStart(2, '0')}`;

const user = (name: string, index: number): Target & { readonly kind: 'user' } => ({
  ...{ kind: 'user' as const, id: idOf(index) },
  label: `${name}@example.org`,
});
const [ada, grace, alan] = [user('ada', 0), user('grace', 1), user('alan', 5)];
const stranger = { kind: 'stranger', id: null, label: null } as const;
const session: Target = { kind: 'session', id: idOf(0x41), label: null };
const support: Target = { kind: 'role', id: 'support', label: 'support' };
const guess = { actor: stranger, target: alan, user_agent: 'python-requests/2.32' };

/** What has happened, as a service would tell it at this time. */
export function auditEvents(now: Date): AuditEvent[] {
  const at = (minutes: number): string => new Date(now.getTime() - minutes * MINUTE).toISOString();
  const told: readonly Told[] = [
    ['authz_role_granted', 4, { role: 'support', expires_at: at(-2880) }, { target: ada }],
    ...[11, 12, 12, 13, 14, 15, 16].map((minutes): Told => ['authn_login_fail', minutes, {}, guess]),
    ['authn_login_success', 37, {}, { actor: ada, target: session, user_agent: IPHONE, ip: '2001:db8:7:1c::42' }],
    ['session_revoked', 74, { reason: 'revoked_by_administrator' }, { target: session, owner: alan }],
    ['user_updated', 111, { before: { status: 'active' }, after: { status: 'disabled' } }, { target: alan }],
    ['authz_role_updated', 148, { before: { version: 1 }, after: { version: 2 } }, { target: support }],
    ['factor_added', 185, { method: 'passkey' }, { actor: ada, target: ada }],
  ];
  return told.map(([kind, minutes, details, about], index) => {
    const { actor, target = null, owner = null, ...same } = { actor: grace, ...about };
    return {
      ...{ id: idOf(0xff - index), kind, occurred_at: at(minutes), details: { ...details } },
      ...{ actor, target, owner, actor_id: actor.id, target_id: target?.id ?? null },
      ...{ ip: '203.0.113.7', user_agent: FIREFOX },
      ...same,
    };
  });
}
