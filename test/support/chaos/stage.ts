import { TestDatabase } from '../database.js';
import { Gatehouse, ISSUER } from '../gatehouse.js';
import { Notes } from '../notes.js';
import { newClient, type ServiceClient } from '../oauth.js';
import { adminToken, logIn, newPerson } from '../people.js';
import { redisIsInstalled, TestRedis } from '../redis.js';
import { range } from '../rounds.js';
import { TcpBalancer } from '../tcp-balancer.js';
import { TcpProxy } from '../tcp-proxy.js';

export const INSTANCES = 3;
export const SERVICES = 4;
/** Seconds after which a service that is cut off judges nobody any more. */
export const STALENESS_LIMIT = 3;

/** One instance of Gatehouse, which may be killed and started again, with its own way to PostgreSQL. */
export interface Instance {
  readonly proxy: TcpProxy;
  gatehouse: Gatehouse;
  port: number;
  isUp: boolean;
}

/** A service that follows the feed, over a balancer of its own. */
export interface Subscriber {
  readonly notes: Notes;
  readonly balancer: TcpBalancer;
}

/** Several instances, Redis where it is to be had, and services that follow the feed. */
export class Stage {
  private constructor(
    readonly database: TestDatabase,
    readonly redis: TestRedis | undefined,
    readonly instances: readonly Instance[],
    readonly subscribers: readonly Subscriber[],
    readonly admin: string,
  ) {}

  static async set(): Promise<Stage> {
    const database = await TestDatabase.createMigrated();
    const redis = redisIsInstalled ? await TestRedis.start() : undefined;
    const instances = await Promise.all(range(INSTANCES).map(() => newInstance(database, redis)));
    const { api } = instances[0]!.gatehouse;
    const admin = await adminToken(api);
    const client = await newClient(api, admin, { scopes: ['revocations:read'] });
    const subscribers = await Promise.all(range(SERVICES).map(() => newSubscriber(instances, client)));
    return new Stage(database, redis, instances, subscribers, admin);
  }

  /** Access tokens with `jti`s of their own, all of one session, which goes on. */
  async tokens(count: number): Promise<string[]> {
    const { api } = this.instances[0]!.gatehouse;
    let last = await logIn(api, await newPerson(api));
    const tokens: string[] = [];
    while (tokens.length < count) {
      const { status, body } = await api.refresh(last.refresh_token);
      if (status !== 200) throw new Error(`a refresh answered ${status}`);
      tokens.push(body.access_token);
      last = body;
    }
    return tokens;
  }

  async killAndRestart(instance: Instance): Promise<void> {
    instance.isUp = false;
    await instance.gatehouse.kill();
    const gatehouse = await startInstance(this.database, instance.proxy, this.redis);
    Object.assign(instance, { gatehouse, port: portOf(gatehouse), isUp: true });
  }

  async strike(): Promise<void> {
    await Promise.all(this.subscribers.map(({ notes }) => notes.stop()));
    await Promise.all(this.instances.map(({ gatehouse }) => gatehouse.stop()));
    await Promise.all(this.instances.map(({ proxy }) => proxy.close()));
    await Promise.all(this.subscribers.map(({ balancer }) => balancer.close()));
    await this.redis?.stop();
    await this.database.drop();
  }
}

async function newInstance(database: TestDatabase, redis: TestRedis | undefined): Promise<Instance> {
  const proxy = await TcpProxy.before(database.url);
  const gatehouse = await startInstance(database, proxy, redis);
  return { proxy, gatehouse, port: portOf(gatehouse), isUp: true };
}

async function newSubscriber(instances: readonly Instance[], client: ServiceClient): Promise<Subscriber> {
  const balancer = await TcpBalancer.before(() => instances.filter(({ isUp }) => isUp));
  const options = {
    issuer: ISSUER,
    url: balancer.url,
    audience: 'notes',
    client: { id: client.client_id, secret: client.client_secret },
  };
  const notes = await Notes.start(options, { NOTES_STALENESS_LIMIT: String(STALENESS_LIMIT) });
  return { notes, balancer };
}

function startInstance(database: TestDatabase, proxy: TcpProxy, redis: TestRedis | undefined): Promise<Gatehouse> {
  return Gatehouse.start(database, {
    DATABASE_URL: proxy.url,
    GATEHOUSE_AUDIENCE: 'notes',
    GATEHOUSE_ACCESS_TTL: '1h',
    ...(redis !== undefined && { REDIS_URL: redis.url }),
  });
}

const portOf = ({ url }: Gatehouse): number => Number(new URL(url).port);
