import { redisOptions } from '../redis/redis-options.js';

/** What a Redis or Valkey says of itself. */
export interface RedisFacts {
  readonly version: string;
  readonly isReplica: boolean;
  /** In bytes; 0: none. */
  readonly maxMemory: number;
  /** What it does where that is reached. */
  readonly evictionPolicy: string;
}

/** Asks the Redis at `url` once. @throws whatever stands in the way, also where it may not be written to */
export async function examineRedis(url: string): Promise<RedisFacts> {
  const { createClient } = await import('@redis/client');
  const options = redisOptions(url);
  const client = createClient({ ...options, socket: { ...options?.socket, reconnectStrategy: false } });
  // What goes wrong is told to whoever waits for it as well.
  client.on('error', () => undefined);
  try {
    await client.connect();
    const said = fieldsOf(await client.info());
    const facts = {
      version: said.get('valkey_version') ?? said.get('redis_version') ?? 'unknown',
      isReplica: said.get('role') === 'slave',
      maxMemory: Number(said.get('maxmemory') ?? 0),
      evictionPolicy: said.get('maxmemory_policy') ?? 'unknown',
    };
    if (!facts.isReplica) await client.set('gatehouse:probe', '', { expiration: { type: 'PX', value: 1000 } });
    return facts;
  } finally {
    if (client.isOpen) client.destroy();
  }
}

const fieldsOf = (text: string): Map<string, string> =>
  new Map([...text.matchAll(/^(\w+):(.*?)\r?$/gm)].map(([, name = '', value = '']) => [name, value]));
