import { describe, expect, it } from '@jest/globals';
import { MasterSecret } from '#libs/platform';
import { ForeignHashes } from '#libs/users';
import { useModule } from '../../../../test/support/use-cases/use-module.js';
import { HashesOfStrangers } from './hashes-of-strangers.js';

const SECRETS = ['a secret of at least thirty-two bytes'];
const ADDRESSES = Array.from({ length: 4_000 }, (_, index) => `nobody-${index}@example.test`);

describe('the hashes that unknown addresses are taken to have', () => {
  const { get, database, newUser } = useModule();

  /** As it is once it has read what there is. */
  async function strangers(secrets = SECRETS): Promise<HashesOfStrangers> {
    const foreignHashes = get(ForeignHashes);
    const read: Promise<unknown>[] = [];
    const shares = (): ReturnType<ForeignHashes['shares']> => {
      const reading = foreignHashes.shares();
      read.push(reading);
      return reading;
    };
    const made = new HashesOfStrangers(new MasterSecret(secrets), { shares } as ForeignHashes);
    made.costsFor('anybody');
    await Promise.all(read);
    return made;
  }

  const shareOf = (hashesOfStrangers: HashesOfStrangers, costs: string | undefined): number =>
    ADDRESSES.filter(address => hashesOfStrangers.costsFor(address) === costs).length / ADDRESSES.length;

  it('are as frequent as those of accounts, and always the same for an address', async () => {
    const users = await Promise.all(Array.from({ length: 20 }, () => newUser()));
    expect(shareOf(await strangers(), undefined)).toBe(1);

    const hashes = [
      `$2b$10$${'a'.repeat(53)}`,
      '$argon2id$v=19$m=7168,t=5,p=1$AAAAAAAAAAA$AAAA',
      '$pbkdf2-sha1$i=9,l=20$A$A',
    ];
    for (const [place, { id }] of users.entries()) {
      if (place < 10)
        await database.query('UPDATE users SET password_hash = $2 WHERE id = $1', [id, hashes[place % 3]]);
    }
    await database.query('ANALYZE users');
    const shares = await get(ForeignHashes).shares();
    const costs = ['$2b$10$', '$argon2id$v=19$m=7168,t=5,p=1$', '$pbkdf2-sha1$i=9,l=20$'];
    expect(shares.map(share => share.costs)).toEqual(costs);
    const made = await strangers();
    for (const [place, { share }] of shares.entries()) {
      expect(share).toBeGreaterThan(0.05);
      expect(shareOf(made, costs[place])).toBeCloseTo(share, 1);
    }
    expect(shareOf(made, undefined)).toBeCloseTo(1 - shares.reduce((sum, { share }) => sum + share, 0), 1);
    const again = await strangers();
    expect(ADDRESSES.map(address => again.costsFor(address))).toEqual(ADDRESSES.map(address => made.costsFor(address)));
    const elsewhere = await strangers(['another secret of at least 32 bytes']);
    expect(ADDRESSES.map(one => elsewhere.costsFor(one))).not.toEqual(ADDRESSES.map(one => made.costsFor(one)));
  });
});
