import { beforeEach, describe, expect, it } from '@jest/globals';
import { SERVICE } from '#libs/audit';
import { Database } from '#libs/persistence';
import { MasterSecret } from '#libs/platform';
import { codeOf, wrongCodeOf } from '../../../../test/support/specs/authenticator.js';
import type { TestUser } from '../../../../test/support/use-cases/builders.js';
import { useModule } from '../../../../test/support/use-cases/use-module.js';
import { SecondFactors } from '../second-factors.js';
import { textOfSecret } from './authenticator-code.js';
import { TotpEnrolment } from './totp-enrolment.js';
import { TotpSecrets } from './totp-secrets.js';

describe('an authenticator app', () => {
  const { get, database, newUser } = useModule();
  const [service, secondFactors, enrolment] = [get(Database), get(SecondFactors), get(TotpEnrolment)];
  let user: TestUser;
  let secret: string;

  /** Enrols one, with the code of this half minute. @returns its secret */
  async function enrol({ id }: TestUser): Promise<string> {
    const begun = await service.transaction(transaction => enrolment.begin(transaction, id, 'Phone'));
    const text = textOfSecret(begun.secret);
    const confirmed = await enrolment.examine(id, begun.id, codeOf(text), SERVICE);
    await service.transaction(async transaction => {
      await enrolment.confirm(transaction, id, confirmed);
      await secondFactors.settle(transaction, id);
    });
    return text;
  }

  /** Shows a code, and has it count. @returns whether it did */
  async function show(code: string, userId = user.id): Promise<boolean> {
    const shown = await secondFactors.examine(userId, { method: 'totp', code }, SERVICE);
    return shown !== undefined && service.transaction(transaction => shown.stillHolds(transaction));
  }

  beforeEach(async () => {
    user = await newUser();
    secret = await enrol(user);
  });

  it('is there from the first code on, and the standing says so', async () => {
    const [standing] = await database.query('SELECT has_second_factor FROM subjects WHERE id = $1', [user.id]);
    expect(standing).toEqual({ has_second_factor: true });
    expect(await secondFactors.methodsOf(service, user.id)).toEqual(['totp']);
    expect(await secondFactors.list(user.id)).toMatchObject([{ method: 'totp', name: 'Phone', last_used_at: null }]);
  });

  it('has each code be good once, that of the enrolment among them, and none of before', async () => {
    expect(await show(codeOf(secret))).toBe(false);
    expect(await show(codeOf(secret, 1))).toBe(true);
    expect(await show(codeOf(secret, 1))).toBe(false);
    expect(await show(codeOf(secret))).toBe(false);
    expect((await secondFactors.list(user.id))[0]?.last_used_at).toBeInstanceOf(Date);
  });

  it('says what is shown by it, and uses nothing up before it counts', async () => {
    const code = codeOf(secret, 1);
    const answer = { method: 'totp', code } as const;
    const [one, other] = [
      await secondFactors.examine(user.id, answer, SERVICE),
      await secondFactors.examine(user.id, answer, SERVICE),
    ];
    expect(one).toMatchObject({ user_id: user.id, method: 'totp', methods: ['otp'] });
    expect(await service.transaction(transaction => one!.stillHolds(transaction))).toBe(true);
    expect(await service.transaction(transaction => other!.stillHolds(transaction))).toBe(false);
  });

  it('gives a code back where what it was shown for is undone', async () => {
    const code = codeOf(secret, 1);
    const shown = await secondFactors.examine(user.id, { method: 'totp', code }, SERVICE);
    const undone = service.transaction(async transaction => {
      expect(await shown!.stillHolds(transaction)).toBe(true);
      throw new Error('undone');
    });
    await expect(undone).rejects.toThrow('undone');
    expect(await show(code)).toBe(true);
  });

  // A code that two use at once, one of whom has read it over the other's shoulder.
  it('lets in one of fifty who show the same code at once', async () => {
    for (let round = 0; round < 5; round++) {
      const other = await newUser();
      const code = codeOf(await enrol(other), 1);
      const outcomes = await Promise.all(Array.from({ length: 50 }, () => show(code, other.id)));
      expect(outcomes.filter(Boolean)).toHaveLength(1);
    }
  });

  it('takes no code that is wrong, old, or somebody else’s', async () => {
    const other = await newUser();
    const others = await enrol(other);
    for (const code of [wrongCodeOf(secret), codeOf(secret, -2), codeOf(others, 1), ''])
      expect(await show(code)).toBe(false);
    expect(await show(codeOf(others, 1), other.id)).toBe(true);
  });

  it('is no use to others: nothing of it is renamed or removed by their id', async () => {
    const other = await newUser();
    const [factor] = await secondFactors.list(user.id);
    await service.transaction(async transaction => {
      expect(await secondFactors.rename(transaction, other.id, factor!.id, 'Mine')).toBeUndefined();
      expect(await secondFactors.remove(transaction, other.id, factor!.id)).toBeUndefined();
    });
    expect(await secondFactors.list(user.id)).toEqual([factor]);
  });

  it('is sealed in its row, for its owner alone', async () => {
    const [row] = await database.query<{ id: string; user_id: string; secret: Buffer }>(
      'SELECT id, user_id, secret FROM totp_factors WHERE user_id = $1',
      [user.id],
    );
    const totpSecrets = get(TotpSecrets);
    expect(textOfSecret(totpSecrets.open(row!, row!.secret) ?? Buffer.alloc(0))).toBe(secret);
    expect(totpSecrets.open({ ...row!, user_id: row!.id }, row!.secret)).toBeUndefined();
    expect(totpSecrets.open({ ...row!, id: row!.user_id }, row!.secret)).toBeUndefined();
  });

  it('stays readable as long as the master secret that it was sealed under is listed', () => {
    const [older, newer] = [
      'an older secret of at least thirty-two bytes',
      'a newer secret of at least thirty-two bytes',
    ];
    const owner = { id: 'some factor', user_id: 'somebody' };
    const secrets = (...listed: string[]): TotpSecrets => new TotpSecrets(new MasterSecret(listed));
    const sealed = secrets(older).seal(owner, Buffer.from('content'));
    expect(secrets(newer, older).open(owner, sealed)).toEqual(Buffer.from('content'));
    expect(secrets(newer).open(owner, sealed)).toBeUndefined();
  });

  it('refuses, and breaks nothing, where its secret cannot be read any more', async () => {
    await database.query(`UPDATE totp_factors SET secret = '\\x00' WHERE user_id = $1`, [user.id]);
    expect(await show(codeOf(secret, 1))).toBe(false);
    expect(await secondFactors.methodsOf(service, user.id)).toEqual(['totp']);
  });
});
