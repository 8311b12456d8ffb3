import { describe, expect, it } from '@jest/globals';
import { OPERATOR } from '#libs/authority';
import { Database } from '#libs/persistence';
import { newId } from '#libs/platform';
import { RevokeSessions } from '#libs/sessions';
import { Links, type LinkTerms, PasswordTokens } from '#libs/users';
import { PASSWORD, SOURCE, type TestSession } from '../../../test/support/use-cases/builders.js';
import { useModule } from '../../../test/support/use-cases/use-module.js';
import { ConfirmEmailChange } from './accounts/confirm-email-change.js';
import { DisownEvent } from './accounts/disown-event.js';
import { UndoEmailChange } from './accounts/undo-email-change.js';
import { UpdateUser } from './accounts/update-user.js';
import { VerifyEmail } from './accounts/verify-email.js';
import { AddFactor } from './factors/add-factor.js';
import { ResetFactors } from './factors/reset-factors.js';
import { ChangePassword } from './passwords/change-password.js';
import { SetPassword } from './passwords/set-password.js';
import { Logout } from './sign-in/logout.js';
import { LogoutAll } from './sign-in/logout-all.js';

/** All that a mail or an administrator can have given somebody, by what it is for. */
const RIGHTS = ['verify', 'confirm', 'undo_earlier', 'undo', 'not_me', 'reset_asked_for', 'reset_given'] as const;
type Right = (typeof RIGHTS)[number];
type Rights = Readonly<Record<Right, { readonly id: string; readonly token: string }>>;

const MAIL_ON = { GATEHOUSE_SMTP_URL: 'smtp://127.0.0.1:1', GATEHOUSE_MAIL_FROM: 'gatehouse@example.test' };
const NEW_PASSWORD = 'cobalt-meadow-lantern-31';
const FACTOR = {
  method: 'totp',
  name: null,
  last_used_at: null,
  codes_left: null,
  backed_up: null,
  rp_id: null,
} as const;

describe('what somebody was given by mail', () => {
  const { get, database, newSession } = useModule(MAIL_ON);

  const rightsOf = ({ user: { id: user_id, email } }: TestSession): Promise<Rights> =>
    get(Database).transaction(async transaction => {
      const link = (purpose: LinkTerms['purpose'], address = email): ReturnType<Links['create']> =>
        get(Links).create(transaction, { purpose, user_id, email: address });
      const other = (what: string): string => `${what}-${email}`;
      const mailbox = { kind: 'mailbox', id: null, scopes: [], mfa: false, ...SOURCE } as const;
      const reset = async (maker: typeof OPERATOR | typeof mailbox): Promise<{ id: string; token: string }> => {
        const { token } = await get(PasswordTokens).create(transaction, maker, user_id, 'reset');
        return { id: token.slice(0, token.indexOf('.')), token };
      };
      return {
        verify: await link('verify_email'),
        confirm: await link('email_change_confirm', other('new')),
        undo_earlier: await link('email_change_undo', other('first')),
        undo: await link('email_change_undo', other('old')),
        not_me: await link('not_me'),
        reset_given: await reset(OPERATOR),
        reset_asked_for: await reset(mailbox),
      };
    });

  /** Which of them are good no more. */
  async function over(rights: Rights): Promise<Right[]> {
    const good = await database.query<{ id: string }>(
      `SELECT id FROM links WHERE used_at IS NULL AND expires_at > now()
       UNION SELECT id FROM password_tokens WHERE used_at IS NULL AND expires_at > now()`,
    );
    const ids = new Set(good.map(({ id }) => id));
    return RIGHTS.filter(right => !ids.has(rights[right].id));
  }

  const ASKED_FOR: readonly Right[] = ['confirm', 'reset_asked_for'];
  const OF_PASSWORD: readonly Right[] = ['confirm', 'reset_asked_for', 'reset_given'];
  const OF_ADDRESS: readonly Right[] = ['verify', 'confirm', 'not_me', 'reset_asked_for', 'reset_given'];

  it.each<[string, readonly Right[], (session: TestSession, rights: Rights) => Promise<unknown>]>([
    ['one session is ended', [], ({ id, user }) => get(Logout).bySession(user.id, id, SOURCE)],
    [
      'the address is verified',
      ['verify'],
      (_session, { verify }) => get(VerifyEmail).execute(verify.token, PASSWORD, SOURCE),
    ],
    ['they log out everywhere', ASKED_FOR, ({ user }) => get(LogoutAll).execute(user.caller, user.id)],
    ['they log out everywhere else', ASKED_FOR, ({ id, user }) => get(LogoutAll).execute(user.caller, user.id, id)],
    ['an administrator ends all sessions', ASKED_FOR, ({ user }) => get(RevokeSessions).all(OPERATOR, user.id)],
    [
      'a second factor is added',
      ASKED_FOR,
      ({ id: session_id, user }) =>
        get(AddFactor).execute(user.caller, { user_id: user.id, session_id }, () =>
          Promise.resolve({ ...FACTOR, id: newId(), created_at: new Date() }),
        ),
    ],
    ['an administrator removes the factors', ASKED_FOR, ({ user }) => get(ResetFactors).execute(OPERATOR, user.id)],
    [
      'the password is changed',
      OF_PASSWORD,
      ({ id: session_id, user }) =>
        get(ChangePassword).execute(
          { ...SOURCE, id: user.id },
          { user_id: user.id, session_id, current_password: PASSWORD, new_password: NEW_PASSWORD },
        ),
    ],
    [
      'the password is set by a token',
      OF_PASSWORD,
      (_session, { reset_asked_for }) => get(SetPassword).execute(reset_asked_for.token, NEW_PASSWORD, SOURCE),
    ],
    [
      'the address is changed',
      OF_ADDRESS,
      (_session, { confirm }) => get(ConfirmEmailChange).execute(confirm.token, PASSWORD, SOURCE),
    ],
    [
      'that is undone',
      [...OF_ADDRESS, 'undo'],
      (_session, { undo }) => get(UndoEmailChange).execute(undo.token, SOURCE),
    ],
    [
      'they say that it was not them',
      OF_ADDRESS,
      (_session, { not_me }) => get(DisownEvent).execute(not_me.token, SOURCE),
    ],
    [
      'the account is disabled',
      RIGHTS,
      ({ user }) => get(UpdateUser).execute(OPERATOR, user.id, { status: 'disabled' }),
    ],
  ])('is over as it should be once %s', async (_what, expected, happen) => {
    const session = await newSession();
    const rights = await rightsOf(session);
    expect(await over(rights)).toEqual([]);
    await happen(session, rights);
    expect(await over(rights)).toEqual(RIGHTS.filter(right => expected.includes(right)));
  });
});
