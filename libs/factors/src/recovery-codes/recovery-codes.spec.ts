import { beforeEach, describe, expect, it } from '@jest/globals';
import { SERVICE } from '#libs/audit';
import { Database } from '#libs/persistence';
import { MasterSecret } from '#libs/platform';
import { SOURCE, type TestUser } from '../../../../test/support/use-cases/builders.js';
import { useModule } from '../../../../test/support/use-cases/use-module.js';
import { SecondFactors } from '../second-factors.js';
import { RecoveryCodeHashes } from './recovery-code-hashes.js';
import { RecoveryCodes } from './recovery-codes.js';

describe('recovery codes', () => {
  const { get, database, newUser, eventsOf } = useModule();
  const [service, secondFactors, recoveryCodes] = [get(Database), get(SecondFactors), get(RecoveryCodes)];
  let user: TestUser;
  let codes: string[];

  const renew = ({ id }: TestUser): Promise<string[]> =>
    service.transaction(transaction => recoveryCodes.renew(transaction, id, SERVICE));

  /** Shows a code, as somebody who is at their login. @returns whether it counted */
  async function show(code: string, userId = user.id): Promise<boolean> {
    const actor = { id: null, ...SOURCE };
    const shown = await secondFactors.examine(userId, { method: 'recovery_code', code }, actor);
    return shown !== undefined && service.transaction(transaction => shown.stillHolds(transaction));
  }

  const left = async (): Promise<number | null | undefined> =>
    (await recoveryCodes.list(service, user.id))[0]?.codes_left;

  beforeEach(async () => {
    user = await newUser();
    codes = await renew(user);
  });

  it('are ten, and each is good once, however it is typed', async () => {
    expect(codes).toHaveLength(10);
    for (const [place, code] of codes.entries()) {
      expect(await show(place % 2 === 0 ? code : code.toLowerCase().replaceAll('-', ' '))).toBe(true);
      expect(await show(code)).toBe(false);
      expect(await left()).toBe(9 - place);
    }
    expect(await recoveryCodes.isThere(service, user.id)).toBe(false);
  });

  it('are audited as the owner’s when they are used, with how many are left', async () => {
    await show(codes[0] ?? '');
    expect(await eventsOf(user.id)).toEqual(
      expect.arrayContaining([
        { kind: 'recovery_codes_created', actor_id: null, details: {} },
        { kind: 'recovery_code_used', actor_id: user.id, details: { codes_left: 9 } },
      ]),
    );
  });

  it('let in one of fifty who show the same one at once, and all who show another', async () => {
    for (let round = 0; round < 5; round++) {
      codes = await renew(user);
      const [raced = '', ...others] = codes;
      const outcomes = await Promise.all([
        ...Array.from({ length: 50 }, () => show(raced)),
        ...others.map(code => show(code)),
      ]);
      expect(outcomes.slice(0, 50).filter(Boolean)).toHaveLength(1);
      expect(outcomes.slice(50).filter(Boolean)).toHaveLength(9);
      expect(await left()).toBe(0);
    }
  });

  it('are void once new ones were made', async () => {
    const before = await recoveryCodes.list(service, user.id);
    const renewed = await renew(user);
    expect(await show(codes[0] ?? '')).toBe(false);
    expect(await show(renewed[0] ?? '')).toBe(true);
    expect((await recoveryCodes.list(service, user.id))[0]?.id).not.toBe(before[0]?.id);
  });

  it('are of one user: nobody gets in by another’s', async () => {
    const other = await newUser();
    await renew(other);
    expect(await show(codes[0] ?? '', other.id)).toBe(false);
  });

  it('alone are no second factor, and go with the last one', async () => {
    expect(await secondFactors.methodsOf(service, user.id)).toEqual([]);
    await service.transaction(transaction => secondFactors.settle(transaction, user.id));
    expect(await recoveryCodes.list(service, user.id)).toEqual([]);
  });

  it('are kept as keyed hashes, by the id of the master secret', async () => {
    const [row] = await database.query<{ code_hashes: Buffer[] }>(
      'SELECT code_hashes FROM recovery_codes WHERE user_id = $1',
      [user.id],
    );
    const kept = row?.code_hashes.map(hash => hash.toString('hex')) ?? [];
    const [code = ''] = codes;
    const hashesUnder = (...secrets: string[]): string[] =>
      new RecoveryCodeHashes(new MasterSecret(secrets)).candidates(user.id, code).map(hash => hash.toString('hex'));
    expect(
      get(RecoveryCodeHashes)
        .candidates(user.id, code)
        .map(hash => hash.toString('hex')),
    ).toEqual([kept[0]]);
    expect(kept).not.toContain(hashesUnder('another secret of at least thirty-two bytes')[0]);
    expect(new Set(kept.map(hash => hash.slice(0, 8))).size).toBe(1);
    expect(new Set(kept).size).toBe(10);
  });

  it('stay good as long as the master secret that they were kept under is listed', () => {
    const [older, newer] = [
      'an older secret of at least thirty-two bytes',
      'a newer secret of at least thirty-two bytes',
    ];
    const [code = ''] = codes;
    const plain = code.replaceAll('-', '');
    const kept = new RecoveryCodeHashes(new MasterSecret([older])).of(user.id, plain);
    const candidates = (...secrets: string[]): string[] =>
      new RecoveryCodeHashes(new MasterSecret(secrets)).candidates(user.id, code).map(hash => hash.toString('hex'));
    expect(candidates(newer, older)).toContain(kept.toString('hex'));
    expect(candidates(newer)).not.toContain(kept.toString('hex'));
  });
});
