import type { PasswordToken, User } from '#libs/client';
import { button, type Child, h } from '../../kit/dom.js';
import { confirmed, showOnce } from '../../kit/dialog.js';
import { loaded } from '../../kit/list.js';
import { tell } from '../../kit/messages.js';
import type { Visitor } from '../../kit/page.js';
import { localTime, moment } from '../../kit/time.js';
import { above, card, doing, eventsOf, facts, status, named } from '../pieces.js';
import { again, go, seenLast, setPasswordAddress } from '../route.js';
import { userPermissions } from '../understanding/user-permissions.js';
import { userFactorsView } from './user-factors.js';
import { userRolesView } from './user-roles.js';
import { userSessionsView } from './user-sessions.js';

const WEEK_MS = 7 * 86_400_000;

/** One user: what is known, what they may do, where they are logged in, and what can be done about it. */
export function userView(visitor: Visitor, id: string): readonly Child[] {
  const { api, may } = visitor;
  const path = `/v1/users/${encodeURIComponent(id)}`;
  const about = loaded(
    () => api.read<User>(path),
    user => [
      named(user.email, ...actions(visitor, path, user)),
      card(
        'Account',
        [],
        facts([
          ['Status', status(user.status)],
          ['Since', moment(user.created_at)],
          ['Changed', moment(user.updated_at)],
          ['Id', h('span', { class: 'code' }, user.id)],
          ['Claims', user.ext === null ? 'none' : h('span', { class: 'code' }, JSON.stringify(user.ext))],
        ]),
      ),
    ],
  );
  const permissions = may('roles:read') ? userPermissions(visitor, path) : undefined;
  return [
    ...above('User', 'Users', 'users'),
    about,
    permissions && userRolesView(visitor, path, permissions.reload),
    permissions?.element,
    userFactorsView(visitor, path),
    may('sessions:read') && userSessionsView(visitor, path),
    eventsOf(
      visitor,
      ['What happened to this user, and what they did', { subject: id }],
      ['The same of the last seven days', { subject: id, since: localTime(new Date(Date.now() - WEEK_MS)) }],
    ),
  ];
}

function actions({ api, may }: Visitor, path: string, user: User): readonly Child[] {
  const { email, version } = user;

  const setStatus = (status: 'active' | 'disabled'): Promise<void> =>
    doing('users:write', async () => {
      await api.change('PATCH', path, { status }, version);
      again();
      tell(`${email} is ${status}.`);
    });

  async function disable(): Promise<void> {
    const text = `${email} is logged out everywhere at once, and cannot log in until enabled again.`;
    if (await confirmed('Disable this user?', text, 'Disable')) await setStatus('disabled');
  }

  async function remove(): Promise<void> {
    const text = `${email} goes with all sessions and roles. This cannot be undone.`;
    if (!(await confirmed('Delete this user?', text, 'Delete'))) return;
    await doing('users:delete', async () => {
      await api.change('DELETE', path, undefined, version);
      go(seenLast('users'));
      tell(`${email} is deleted.`);
    });
  }

  const reset = (): Promise<void> =>
    doing('users:write', async () => {
      const { token = '' } = await api.change<PasswordToken>('POST', `${path}/password-token`);
      const text = `Pass this token on to ${email}; with it they set a password at ${setPasswordAddress()}. It is shown this once.`;
      await showOnce('A token to set a password', text, token);
    });

  return [
    may('users:write') && button(user.status === 'invited' ? 'Invite again' : 'Reset password', reset),
    may('users:write') && user.status !== 'disabled' && button('Disable', disable),
    may('users:write') && user.status === 'disabled' && button('Enable', () => setStatus('active')),
    may('users:delete') && button('Delete', remove, { class: 'danger' }),
  ];
}
