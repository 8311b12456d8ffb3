import { randomBytes } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { Database } from '#libs/persistence';
import { DomainError, MasterSecret, newId } from '#libs/platform';
import { DatabaseClock } from '#libs/revocations';
import { Users } from '#libs/users';
import { useModule } from '../../../../test/support/use-cases/use-module.js';
import { LOGIN_TICKET, type LoginTicket } from './login-ticket.js';
import { digestOfHash, LoginTickets } from './login-tickets.js';

const CONTENT: Omit<LoginTicket, 'id' | 'expires_at'> = {
  ...{ user_id: newId(), methods: ['pwd'], hash_digest: digestOfHash('$argon2id$…'), account: 'ada@example.test' },
  ...{ sessions_epoch: 0, client_id: 'gatehouse', transport: 'bearer', audience: null },
};
const MINUTE = 60_000;

describe('login tickets', () => {
  const { get, database, newUser } = useModule();
  const loginTickets = get(LoginTickets);
  const [text, other] = [randomBytes(32).toString('hex'), randomBytes(32).toString('hex')];
  const secret = new MasterSecret([text]);
  const inUse = get(Database);

  /** Those of an instance whose clock is ahead by so much. */
  const ahead = (ms: number, of = secret): LoginTickets =>
    new LoginTickets(of, inUse, { now: Date.now() + ms } as DatabaseClock);
  const codeOf = (work: () => unknown): string | undefined => {
    try {
      return void work();
    } catch (error) {
      return error instanceof DomainError ? error.code : String(error);
    }
  };
  const outcome = async (work: Promise<unknown>): Promise<string> =>
    work.then(
      () => 'counted',
      (error: unknown) => (error instanceof DomainError ? error.code : String(error)),
    );

  it('carry what was shown, for five minutes', () => {
    const { ticket, expires_at } = ahead(0).issue(CONTENT);
    expect(ahead(4.9 * MINUTE).read(ticket)).toEqual({
      ...CONTENT,
      id: expect.any(String),
      expires_at: expires_at.getTime(),
    });
    expect(codeOf(() => ahead(5.1 * MINUTE).read(ticket))).toBe('invalid_login_ticket');
  });

  it('are read where the secret that they were made with is listed, and nowhere else', () => {
    const { ticket } = ahead(0).issue(CONTENT);
    expect(ahead(0, new MasterSecret([other, text])).read(ticket)).toMatchObject(CONTENT);
    expect(codeOf(() => ahead(0, new MasterSecret([other])).read(ticket))).toBe('invalid_login_ticket');
  });

  it('are no longer than the document says, whatever audiences there are', () => {
    const audience = Array.from({ length: 20 }, () => 'a'.repeat(256));
    const { ticket } = ahead(0).issue({ ...CONTENT, account: '€'.repeat(254), audience });
    expect(ticket.length).toBeLessThanOrEqual(LOGIN_TICKET.maxLength);
    expect(ticket).toMatch(new RegExp(LOGIN_TICKET.pattern ?? ''));
  });

  it('leave nothing behind before they are tried, and are tried five times', async () => {
    const ticket = loginTickets.read(loginTickets.issue(CONTENT).ticket);
    const rows = (): Promise<unknown[]> =>
      database.query('SELECT tries, used FROM login_tickets WHERE id = $1', [ticket.id]);
    expect(await rows()).toEqual([]);
    const outcomes = await Promise.all(Array.from({ length: 20 }, () => outcome(loginTickets.countTry(ticket))));
    expect(outcomes.filter(one => one === 'counted')).toHaveLength(5);
    expect(new Set(outcomes)).toEqual(new Set(['counted', 'invalid_login_ticket']));
    expect(await rows()).toEqual([{ tries: 5, used: false }]);
  });

  /** One of somebody who is there, and whose sessions are all as they were. */
  async function ofSomebody(): Promise<LoginTicket> {
    const { id: user_id } = await newUser();
    const { sessions_epoch = NaN } = (await get(Users).findCredentialsById(user_id)) ?? {};
    return loginTickets.read(loginTickets.issue({ ...CONTENT, user_id, sessions_epoch }).ticket);
  }

  it('are not used once all sessions were ended', async () => {
    const ticket = await ofSomebody();
    await loginTickets.countTry(ticket);
    const use = (): Promise<boolean> => inUse.transaction(transaction => loginTickets.use(transaction, ticket));
    const step = (by: number): Promise<unknown> =>
      database.query('UPDATE subjects SET sessions_epoch = sessions_epoch + $2 WHERE id = $1', [ticket.user_id, by]);
    await step(1);
    expect(await use()).toBe(false);
    await step(-1);
    expect(await use()).toBe(true);
  });

  it('are used once', async () => {
    const ticket = await ofSomebody();
    await loginTickets.countTry(ticket);
    const use = (): Promise<boolean> => inUse.transaction(transaction => loginTickets.use(transaction, ticket));
    const uses = await Promise.all(Array.from({ length: 10 }, use));
    expect(uses.filter(isFirst => isFirst)).toHaveLength(1);
    expect(await outcome(loginTickets.countTry(ticket))).toBe('invalid_login_ticket');
  });

  it('that have expired by the clock of the database are not tried, and not used', async () => {
    const ticket = await ofSomebody();
    const late = { ...ticket, expires_at: Date.now() - MINUTE };
    expect(await outcome(loginTickets.countTry(late))).toBe('invalid_login_ticket');
    await loginTickets.countTry(ticket);
    await database.query(`UPDATE login_tickets SET expires_at = now() - interval '1 second' WHERE id = $1`, [
      ticket.id,
    ]);
    expect(await outcome(loginTickets.countTry(ticket))).toBe('invalid_login_ticket');
    expect(await inUse.transaction(transaction => loginTickets.use(transaction, ticket))).toBe(false);
  });
});
