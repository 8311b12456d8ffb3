import type {
  HeldThrough,
  MembersChange,
  PermissionHolder,
  RoleEffects,
  ServiceClient,
  Session,
  User,
  UserPermission,
} from '#libs/client';
import { answers, NOW } from './screenshot-answers.js';

const DAY_MS = 86_400_000;
const SOON = new Date(NOW.getTime() + 6 * DAY_MS).toISOString();

interface Listed<Item> {
  readonly items: readonly Item[];
}

const page = (items: readonly object[]): object => ({ items, next_cursor: null });
const people = (): readonly User[] => (answers('/v1/users') as Listed<User>).items;

const way = (role: string, path: string[], more: Partial<HeldThrough> = {}): HeldThrough => ({
  ...{ role, path, expires_at: null, requires_mfa: false },
  ...more,
});
const LEAD = way('support-lead', ['support-lead', 'support'], { expires_at: SOON });
const SUPPORT = way('support', ['support']);

const PERMISSIONS: readonly UserPermission[] = [
  { permission: 'orders:read', through: [SUPPORT, LEAD] },
  { permission: 'orders:refund', through: [way('support-lead', ['support-lead'], { expires_at: SOON })] },
  { permission: 'payments:release', through: [way('treasurer', ['treasurer'], { requires_mfa: true })] },
  { permission: 'sessions:read', through: [SUPPORT, LEAD] },
  { permission: 'users:read', through: [SUPPORT, LEAD] },
];

const holders = (): PermissionHolder[] =>
  people()
    .slice(0, 7)
    .map(({ id, email, status }, index) => ({
      ...{ user_id: id, email, status },
      through:
        index === 0 ? [way('admin', ['admin'], { requires_mfa: true })] : index < 3 ? [SUPPORT, LEAD] : [SUPPORT],
    }));

const ownSessions = (): readonly Session[] => (answers('/v1/sessions') as Listed<Session>).items;

/** Those of one person, as if each were of another. */
const sessions = (): object[] =>
  [...ownSessions(), ...ownSessions()].map((session, index) => ({
    ...session,
    id: `${session.id.slice(0, -2)}${(0x50 + index).toString(16)}`,
    user_id: people()[index]?.id ?? '',
    email: people()[index]?.email ?? null,
    current: index === 0,
  }));

const effects = (more: Partial<RoleEffects>): RoleEffects => ({
  ...{ changes: true, roles: ['support', 'support-lead'], users: 214, outdated: 0, gained: [], lost: [] },
  ...more,
});

const TRIED: MembersChange & { readonly effects: RoleEffects } = {
  ...{ changed: 3, unchanged: 0 },
  effects: effects({ roles: ['support-lead'], users: 3, gained: ['orders:read', 'orders:refund', 'roles:delegate'] }),
};
const EDITED = { effects: effects({ outdated: 3, gained: ['orders:refund'], lost: ['sessions:read'] }) };

/** What is answered about who may do what, about many people, and about one client. @returns undefined for anything else */
export function consoleAnswers(call: string): unknown {
  const [, clientId] = /^GET \/v1\/clients\/([^/]+)$/.exec(call) ?? [];
  if (clientId !== undefined)
    return (answers('/v1/clients') as Listed<ServiceClient>).items.find(({ client_id }) => client_id === clientId);
  if (/^GET \/v1\/clients\/[^/]+\/secrets$/.test(call)) return page([]);
  if (/^GET \/v1\/users\/[^/]+\/permissions$/.test(call)) return page(PERMISSIONS);
  if (/^GET \/v1\/permissions\/[^/]+\/holders$/.test(call)) return page(holders());
  return ANSWERS[call];
}

const ANSWERS: Readonly<Record<string, unknown>> = {
  get 'GET /v1/user-sessions'() {
    return page(sessions());
  },
  'POST /v1/roles/support-lead/members': TRIED,
  'PATCH /v1/roles/support': EDITED,
};
