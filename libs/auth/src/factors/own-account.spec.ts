import { describe, expect, it } from '@jest/globals';
import { Database, type Transaction } from '#libs/persistence';
import { Standing } from '#libs/revocations';
import { EndSession } from '#libs/sessions';
import type { TestSession } from '../../../../test/support/use-cases/builders.js';
import { useModule } from '../../../../test/support/use-cases/use-module.js';
import { OwnAccount } from './own-account.js';

describe('changing what protects one’s own account', () => {
  const { get, newSession, newUser } = useModule();
  const [database, ownAccount] = [get(Database), get(OwnAccount)];

  const change = ({ id: session_id, user }: TestSession): Promise<string> =>
    ownAccount.change({ user_id: user.id, session_id }, () => Promise.resolve('changed'));

  const refused = { code: 'invalid_token' };

  const endAll = (transaction: Transaction, { user }: TestSession): Promise<unknown> =>
    get(Standing).endAllSessions(transaction, user.id);
  const endOne = (transaction: Transaction, { id: sessionId, user }: TestSession): Promise<unknown> =>
    get(EndSession).within(transaction, user.caller, { userId: user.id, sessionId, reason: 'logout' });
  const disable = (transaction: Transaction, { user }: TestSession): Promise<unknown> =>
    get(Standing).setStatus(transaction, user.id, 'disabled');

  const ENDINGS = [
    ['all sessions are ended, by a new password for example', endAll],
    ['this session is ended', endOne],
    ['the account is disabled', disable],
  ] as const;

  it('is done by a session that lives, and by its owner alone', async () => {
    const session = await newSession();
    expect(await change(session)).toBe('changed');
    await expect(change({ ...session, user: await newUser() })).rejects.toMatchObject(refused);
  });

  it.each(ENDINGS)('is refused once %s', async (_what, end) => {
    const session = await newSession();
    await database.transaction(transaction => end(transaction, session));
    await expect(change(session)).rejects.toMatchObject(refused);
  });

  // The request was let in before; whoever ends the session has not committed yet, at another instance.
  it.each(ENDINGS)('waits while %s, and is refused', async (_what, end) => {
    const session = await newSession();
    let changing: Promise<unknown> = Promise.resolve();
    await database.transaction(async transaction => {
      await end(transaction, session);
      changing = change(session);
      changing.catch(() => undefined);
    });
    await expect(changing).rejects.toMatchObject(refused);
  });
});
