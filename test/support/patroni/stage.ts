import { setTimeout as delay } from 'node:timers/promises';
import { Judge, type Revoked } from '../chaos/judge.js';
import type { Subscriber } from '../chaos/stage.js';
import { Stillness } from '../chaos/stillness.js';
import type { TestDatabase } from '../database.js';
import { Gatehouse, ISSUER } from '../gatehouse.js';
import { Notes } from '../notes.js';
import { newClient } from '../oauth.js';
import { adminToken } from '../people.js';
import { PgBouncer } from '../pgbouncer.js';
import { range } from '../rounds.js';
import { TcpBalancer } from '../tcp-balancer.js';
import { Ledger } from '../traffic/ledger.js';
import { newTraffic } from '../traffic/new-traffic.js';
import type { Door, Traffic } from '../traffic/traffic.js';
import { Cluster, DATABASE } from './cluster.js';

/** By which way an instance comes to the database. */
export type Way = 'haproxy' | 'hosts' | 'pgbouncer';

const SERVICES = 2;
/** When a revoked token is presented to every service, in milliseconds after the acknowledgement. */
const ASKED_AFTER_MS = [1500, 4500];

/** Instances that come to the cluster by each way there is, services that follow their feed, and those who call them. */
export class Stage {
  readonly ledger = new Ledger();
  private readonly asking: Promise<void>[] = [];

  private constructor(
    readonly cluster: Cluster,
    private readonly bouncer: PgBouncer,
    private readonly instances: readonly Gatehouse[],
    readonly doors: readonly Door[],
    readonly subscribers: readonly Subscriber[],
    readonly admin: string,
    readonly judge: Judge,
    private readonly stillness: Stillness,
  ) {}

  static async set(): Promise<Stage> {
    const cluster = await Cluster.start();
    const bouncer = await PgBouncer.before(await cluster.forPoolers(), {
      // Or it waits for 15 s after a connection that it could not make.
      server_login_retry: '1',
    });
    const settings: Record<Way, Record<string, string>> = {
      haproxy: { DATABASE_URL: cluster.url },
      hosts: { DATABASE_URL: cluster.urlOfAll },
      pgbouncer: { DATABASE_URL: bouncer.url(DATABASE), DATABASE_DIRECT_URL: cluster.url },
    };
    const instances: Gatehouse[] = [];
    for (const way of WAYS) instances.push(await startInstance(settings[way]));
    const doors = instances.map(({ api }, place) => ({ way: WAYS[place]!, api }));
    const admin = await adminToken(instances[0]!.api);
    const subscribers = await subscribe(instances, admin);
    const stillness = await Stillness.measure();
    const judge = new Judge(subscribers, stillness);
    // There is trouble all the time: what a service claims to know is held against it, and its limit when cut off.
    void judge.during(range(SERVICES), () => new Promise(() => undefined));
    return new Stage(cluster, bouncer, instances, doors, subscribers, admin, judge, stillness);
  }

  traffic(): Promise<Traffic> {
    const { doors, ledger, admin } = this;
    return newTraffic({ doors, ledger, admin }, revoked => void this.asking.push(this.askAbout(revoked)));
  }

  get database(): Cluster {
    return this.cluster;
  }

  /** Resolves when all services were asked about all that was revoked. */
  async asked(): Promise<void> {
    await Promise.all(this.asking);
  }

  async strike(): Promise<void> {
    await this.stillness.stop();
    await Promise.all(this.subscribers.map(({ notes }) => notes.stop()));
    await Promise.all(this.instances.map(instance => instance.stop()));
    await Promise.all(this.subscribers.map(({ balancer }) => balancer.close()));
    await this.bouncer.stop();
    await this.cluster.stop();
  }

  private async askAbout(revoked: Revoked): Promise<void> {
    for (const after of ASKED_AFTER_MS) {
      await delay(after - (performance.now() - revoked.acknowledged));
      await this.judge.ask(revoked);
    }
  }
}

const WAYS: readonly Way[] = ['haproxy', 'hosts', 'pgbouncer'];

function startInstance(settings: Record<string, string>): Promise<Gatehouse> {
  const database = { url: settings['DATABASE_URL'] } as TestDatabase;
  return Gatehouse.start(database, { GATEHOUSE_AUDIENCE: 'notes', GATEHOUSE_ACCESS_TTL: '1h', ...settings });
}

async function subscribe(instances: readonly Gatehouse[], admin: string): Promise<Subscriber[]> {
  const upstreams = instances.map(({ url }) => ({ port: Number(new URL(url).port) }));
  const client = await newClient(instances[0]!.api, admin, { scopes: ['revocations:read'] });
  const subscribers: Subscriber[] = [];
  for (const _service of range(SERVICES)) {
    const balancer = await TcpBalancer.before(() => upstreams);
    const options = {
      issuer: ISSUER,
      url: balancer.url,
      audience: 'notes',
      client: { id: client.client_id, secret: client.client_secret },
    };
    subscribers.push({ notes: await Notes.start(options, { NOTES_STALENESS_LIMIT: '3' }), balancer });
  }
  return subscribers;
}
