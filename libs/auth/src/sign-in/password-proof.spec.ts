import { describe, expect, it } from '@jest/globals';
import { Database } from '#libs/persistence';
import { loadPasswordEngine, Passwords } from '#libs/passwords';
import { Standing } from '#libs/revocations';
import { PASSWORD } from '../../../../test/support/use-cases/builders.js';
import { useModule } from '../../../../test/support/use-cases/use-module.js';
import { PasswordProof } from './password-proof.js';
import { Disproof } from './proof.js';

const WEAK = { m: 8192, t: 1, p: 1 };

describe('proving who one is by a password', () => {
  const { get, database, newUser } = useModule();
  const passwordProof = get(PasswordProof);

  const hashOf = async (id: string): Promise<string | null> => {
    const [row] = await database.query<{ password_hash: string | null }>(
      'SELECT password_hash FROM users WHERE id = $1',
      [id],
    );
    return row?.password_hash ?? null;
  };
  const replaceHash = (id: string, hash: string): Promise<unknown> =>
    database.query('UPDATE users SET password_hash = $2 WHERE id = $1', [id, hash]);

  it('says who it is, how it was shown, and which hash has to be in force for it to hold', async () => {
    const user = await newUser();
    const proof = await passwordProof.examine({ email: ` ${user.email.toUpperCase()} `, password: PASSWORD });
    const password_hash = await hashOf(user.id);
    expect(proof).toEqual({ user_id: user.id, methods: ['pwd'], proved_at: null, password_hash });
  });

  it('says that it is not enough for who has a second factor, and by which address that was found out', async () => {
    const user = await newUser();
    await get(Database).transaction(transaction => get(Standing).setSecondFactor(transaction, user.id, true));
    const proof = await passwordProof.examine({ email: ` ${user.email.toUpperCase()} `, password: PASSWORD });
    const password_hash = await hashOf(user.id);
    expect(proof).toEqual({
      ...{ user_id: user.id, methods: ['pwd'], proved_at: null, password_hash },
      second_step: { account: user.email, sessions_epoch: expect.any(Number) },
    });
  });

  it('proves nothing by a wrong password, and says whose account was tried', async () => {
    const user = await newUser();
    expect(await passwordProof.examine({ email: user.email, password: 'nine calm foxes paint' })).toEqual(
      new Disproof(user.id),
    );
  });

  it('proves nothing for nobody, for who has no password yet, and for who is not in force', async () => {
    expect(await passwordProof.examine({ email: 'nobody@example.test', password: PASSWORD })).toEqual(
      new Disproof(null),
    );
    const invited = await newUser({ password: null });
    expect(await passwordProof.examine({ email: invited.email, password: PASSWORD })).toEqual(new Disproof(invited.id));
    const disabled = await newUser();
    await get(Database).transaction(transaction => get(Standing).setStatus(transaction, disabled.id, 'disabled'));
    expect(await passwordProof.examine({ email: disabled.email, password: PASSWORD })).toEqual(
      new Disproof(disabled.id),
    );
  });

  it('renews a hash of old parameters once the session is open, and not before', async () => {
    const user = await newUser();
    const old = await new Passwords({ engine: await loadPasswordEngine(), parameters: WEAK }).hash(PASSWORD);
    await replaceHash(user.id, old);
    const proof = await passwordProof.examine({ email: user.email, password: PASSWORD });
    if (proof instanceof Disproof) throw new Error('nothing was proved');
    expect(await hashOf(user.id)).toBe(old);
    await proof.afterwards?.();
    const renewed = await hashOf(user.id);
    expect(renewed).not.toBe(old);
    expect(await get(Passwords).verify(renewed ?? undefined, PASSWORD)).toEqual({ matches: true, needsRehash: false });
  });

  it('renews it before the second step, which has no password any more', async () => {
    const user = await newUser();
    await get(Database).transaction(transaction => get(Standing).setSecondFactor(transaction, user.id, true));
    const old = await new Passwords({ engine: await loadPasswordEngine(), parameters: WEAK }).hash(PASSWORD);
    await replaceHash(user.id, old);
    const proof = await passwordProof.examine({ email: user.email, password: PASSWORD });
    const password_hash = await hashOf(user.id);
    expect(password_hash).not.toBe(old);
    expect(proof).toMatchObject({ password_hash, second_step: { account: user.email } });
  });
});
