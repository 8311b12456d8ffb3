import type { LookupAddress } from 'node:dns';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { NameServer } from '../../../test/support/specs/name-server.js';
import { addressesInDns, addressesOfSystem } from './host-addresses.js';

const never = (): AbortSignal => new AbortController().signal;

describe('addresses in DNS', () => {
  let server: NameServer;

  beforeAll(async () => {
    server = await NameServer.start((name, type) => {
      if (name === 'both.example') return ['192.0.2.1', '192.0.2.2', '2001:db8::1'];
      if (name === 'four.example') return ['192.0.2.4'];
      if (name === 'half.example') return type === 'A' ? ['192.0.2.5'] : 'silence';
      return name === 'silent.example' ? 'silence' : 'no such name';
    });
  });
  afterAll(() => server.stop());

  const found = (name: string, over = never()): Promise<LookupAddress[]> =>
    addressesInDns([server.address])(name, over);

  it('are those of both kinds', async () => {
    expect(await found('both.example')).toEqual([
      { address: '192.0.2.1', family: 4 },
      { address: '192.0.2.2', family: 4 },
      { address: '2001:db8::1', family: 6 },
    ]);
    expect(await found('four.example')).toEqual([{ address: '192.0.2.4', family: 4 }]);
  });

  it('are those of one kind, where of the other nothing is heard', async () => {
    expect(await found('half.example')).toEqual([{ address: '192.0.2.5', family: 4 }]);
  });

  it('are none of a name that is not there, whatever this machine calls so', async () => {
    await expect(found('absent.example')).rejects.toMatchObject({ code: 'ENOTFOUND' });
    await expect(found('localhost')).rejects.toMatchObject({ code: 'ENOTFOUND' });
  });

  it('are given up after two short tries', async () => {
    const from = performance.now();
    await expect(found('silent.example')).rejects.toMatchObject({ code: 'ETIMEOUT' });
    expect(performance.now() - from).toBeLessThan(15_000);
  });

  it('are given up as soon as nobody waits for them', async () => {
    const over = new AbortController();
    const from = performance.now();
    const failed = expect(found('silent.example', over.signal)).rejects.toMatchObject({ code: 'ECANCELLED' });
    over.abort();
    await failed;
    expect(performance.now() - from).toBeLessThan(500);
    await expect(found('four.example', over.signal)).rejects.toMatchObject({ name: 'AbortError' });
  });
});

describe('addresses that the system is asked for', () => {
  it('are asked for one name after another, however long each takes', async () => {
    let [atOnce, most] = [0, 0];
    const find = addressesOfSystem(async name => {
      most = Math.max(most, ++atOnce);
      await delay(5);
      atOnce -= 1;
      if (name === 'absent.internal') throw new Error('ENOTFOUND');
      return [{ address: '10.0.0.7', family: 4 }];
    });
    const names = ['one.internal', 'absent.internal', 'two.internal', 'three.internal'];
    const all = await Promise.allSettled(names.map(name => find(name, never())));
    expect(all.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled', 'fulfilled']);
    expect(most).toBe(1);
  });

  it('are not asked for once nobody waits for them', async () => {
    const asked: string[] = [];
    const find = addressesOfSystem(async name => {
      asked.push(name);
      return delay(5, []);
    });
    const over = new AbortController();
    const [first, second] = [find('one.internal', never()), find('two.internal', over.signal)];
    over.abort();
    await expect(second).rejects.toMatchObject({ name: 'AbortError' });
    await first;
    expect(asked).toEqual(['one.internal']);
  });

  it('may be in no name server', async () => {
    expect(await addressesOfSystem()('localhost', never())).not.toEqual([]);
  });
});
