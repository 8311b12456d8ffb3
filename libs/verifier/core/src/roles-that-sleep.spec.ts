import { beforeEach, describe, expect, it } from '@jest/globals';
import type { Principal } from '../../../contracts/src/index.js';
import { gatehouse, issuer, make, setTheGatehouseScene, told } from '../../../../test/support/specs/gatehouse-scene.js';
import { eventually } from '../../testing/src/index.js';

setTheGatehouseScene();

const PWD = { sub: 'u', amr: ['pwd'], roles: ['editor', 'user'] };
const MFA = { ...PWD, amr: ['pwd', 'otp', 'mfa'] };

/** What the caller may do, and what the handler reads of the roles. */
const powerOf = (principal: Principal): unknown[] => [
  principal.roles,
  gatehouse.permits(principal, 'notes:write'),
  gatehouse.holdsRole(principal, 'editor'),
  gatehouse.holdsRole(principal, 'writer'),
];
const verified = async (token: string): Promise<unknown[]> => powerOf(await gatehouse.verify(token));

const ASLEEP = [['user'], false, false, false];
const AWAKE = [['editor', 'user'], true, true, true];

describe('a role that demands a second factor', () => {
  const define = async (requires_mfa: boolean): Promise<void> => {
    issuer.defineRole('editor', ['notes:write'], ['writer'], { requires_mfa });
    await issuer.settled(gatehouse);
  };

  beforeEach(async () => {
    await make().start();
  });

  it('is as if it were not there in a token without one', async () => {
    await define(true);
    expect(await verified(issuer.mint(PWD))).toEqual(ASLEEP);
    expect(await verified(issuer.mint({ sub: 'u', roles: ['editor', 'user'] }))).toEqual(ASLEEP);
    expect(await verified(issuer.mint(MFA))).toEqual(AWAKE);
  });

  it('falls asleep in tokens that are known already, and wakes again, with each word of the feed', async () => {
    await define(false);
    const [plain, strong] = [issuer.mint(PWD), issuer.mint(MFA)];
    const held = await gatehouse.verify(plain);
    expect([await verified(plain), await verified(strong)]).toEqual([AWAKE, AWAKE]);
    await define(true);
    expect([await verified(plain), await verified(strong)]).toEqual([ASLEEP, AWAKE]);
    // Who holds something open for a caller asks with the principal of before.
    expect(powerOf(held).slice(1)).toEqual(ASLEEP.slice(1));
    await define(false);
    expect(await verified(plain)).toEqual(AWAKE);
  });

  it('is told to who listens, also where nothing else of it has changed in a new picture', async () => {
    await define(false);
    const names: string[] = [];
    gatehouse.onRevoked(({ entry }) => entry.kind === 'role' && names.push(entry.name));
    issuer.feed.replace([
      {
        kind: 'role',
        name: 'editor',
        version: 1,
        permissions: ['notes:write'],
        includes: ['writer'],
        requires_mfa: true,
      },
    ]);
    issuer.cutStreams();
    await eventually(() => names.length > 0);
    expect(names).toEqual(['editor']);
  });

  it('sleeps however old what is known of it is', async () => {
    await gatehouse.close();
    await make({ staleness: { limit: 1, whenStale: 'open' } }).start();
    await define(true);
    issuer.answer('stream', { status: 503 });
    issuer.cutStreams();
    const token = issuer.mint(PWD);
    await eventually(() => gatehouse.status().stale);
    expect(await gatehouse.verify(token)).toMatchObject({ stale: true, roles: ['user'] });
    expect(told).not.toEqual([]);
  });
});
