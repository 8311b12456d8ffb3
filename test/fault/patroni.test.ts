import { setTimeout as delay } from 'node:timers/promises';
import { expect, it } from '@jest/globals';
import { describeWhere } from '../support/left-out.js';
import { missingForPatroni } from '../support/patroni/installed.js';
import { Promotions } from '../support/patroni/promotions.js';
import { Stage, type Way } from '../support/patroni/stage.js';
import { settle } from '../support/traffic/settlement.js';
import { use } from '../support/use.js';
import { until } from '../support/workers.js';

const WAYS: readonly Way[] = ['haproxy', 'hosts', 'pgbouncer'];
/** Longer than it takes until the others have a new primary. */
const TROUBLE_MS = 12_000;
/** After there is a new primary, writes go on within this time. */
const RESUMED_WITHIN_MS = 5000;
const AT_LEAST_WRITTEN = 60;

/** The longest in which nothing was written, in milliseconds. */
interface Pause {
  readonly way: Way;
  readonly took: number;
  /** For how long of it there was a new primary. */
  readonly since: number;
}

const otherwise = `the cluster under Patroni, for want of ${missingForPatroni}`;
const describeHere = describeWhere(missingForPatroni === undefined, otherwise);

describeHere('on a cluster of three under Patroni', () => {
  const stage = use(
    () => Stage.set(),
    stage => stage.strike(),
  );

  /** Has it happen while people come and go, and judges what they were told. */
  async function under(what: string, trouble: () => Promise<void>): Promise<void> {
    await stage.cluster.whole();
    const traffic = await stage.traffic();
    const running = traffic.run();
    let pauses: Pause[];
    try {
      pauses = await pausesUnder(what, trouble);
    } finally {
      traffic.stop();
      await running;
    }
    await stage.asked();
    await settle(stage, traffic);
    expect(stage.ledger.wrong).toEqual([]);
    expect(stage.judge.violations).toEqual([]);
    expect(pauses.filter(({ since }) => since >= RESUMED_WITHIN_MS)).toEqual([]);
  }

  async function pausesUnder(what: string, trouble: () => Promise<void>): Promise<Pause[]> {
    const { cluster, ledger } = stage;
    const promotions = new Promotions(cluster);
    try {
      await written(AT_LEAST_WRITTEN);
      const begun = performance.now();
      await trouble();
      await cluster.whole();
      await written(AT_LEAST_WRITTEN);
      const pauses = WAYS.map(way => {
        const { from, to } = ledger.longestGap(way, begun);
        return { way, took: to - from, since: to - (promotions.lastBetween(from, to) ?? from) };
      });
      report(what, pauses);
      return pauses;
    } finally {
      await promotions.stop();
    }
  }

  async function written(count: number): Promise<void> {
    const wanted = stage.ledger.acknowledged + count;
    await until(() => stage.ledger.acknowledged >= wanted, 60_000);
  }

  function report(what: string, pauses: readonly Pause[]): void {
    const seconds = (ms: number): string => (ms / 1000).toFixed(1);
    const each = pauses.map(({ way, took, since }) => `${way} ${seconds(took)} (${seconds(since)})`).join(', ');
    console.log(`${what}: seconds without a write (of these since the new primary): ${each}`);
  }

  it('a switchover by command loses nothing', async () => {
    await under('switchover', async () => {
      const primary = await stage.cluster.whole();
      await stage.cluster.switchOver(primary, await stage.cluster.synchronousStandby(primary));
    });
  });

  it('a primary that is killed loses nothing', async () => {
    await under('primary killed', async () => {
      const primary = await stage.cluster.whole();
      await primary.kill();
      await delay(TROUBLE_MS);
      stage.cluster.restart(primary);
    });
  });

  it('a primary that freezes, and goes on when another has taken over, loses nothing', async () => {
    await under('primary frozen', async () => {
      const primary = await stage.cluster.whole();
      await primary.freeze();
      await delay(TROUBLE_MS);
      await primary.thaw();
    });
  });

  it('a primary that is cut off from its peers, and not from its clients, loses nothing', async () => {
    await under('primary cut off', async () => {
      const primary = await stage.cluster.whole();
      await stage.cluster.cut(primary);
      await delay(TROUBLE_MS);
      await stage.cluster.mend(primary);
    });
  });

  it('a primary that was replaced and does not know it is asked for nothing, however sure it is', async () => {
    await under('Patroni of the primary hangs', async () => {
      const primary = await stage.cluster.whole();
      primary.freezePatroni();
      await delay(TROUBLE_MS);
      primary.thawPatroni();
    });
  });

  it('without the majority of etcd nobody writes, and all goes on when it is back', async () => {
    await under('majority of etcd lost', async () => {
      const primary = await stage.cluster.whole();
      const others = stage.cluster.standbysOf(primary);
      await Promise.all(others.map(node => node.killEtcd()));
      await delay(TROUBLE_MS);
      for (const node of others) stage.cluster.startEtcd(node);
    });
  });
});
