import { createClient } from '@redis/client';
import type { RedisScript, ScriptInput } from '#libs/persistence';
import { TestRedis } from '../redis.js';
import { use } from '../use.js';

export { redisIsInstalled } from '../redis.js';

type Client = ReturnType<typeof createClient>;

const newClient = (options: Parameters<typeof createClient>[0]): Client => createClient(options);

/** Runs scripts on a Redis of its own, and waits for the answers as long as they take. */
export class ScriptedRedis {
  private constructor(
    readonly client: Client,
    private readonly server: TestRedis,
  ) {}

  static async start(): Promise<ScriptedRedis> {
    const server = await TestRedis.start();
    const client = newClient({ url: server.url });
    await client.connect();
    return new ScriptedRedis(client, server);
  }

  run(script: RedisScript, input: ScriptInput): Promise<readonly number[]> {
    return script.runOn(this.client, input);
  }

  async flush(): Promise<void> {
    await this.client.flushAll();
  }

  async stop(): Promise<void> {
    this.client.destroy();
    await this.server.stop();
  }
}

/** A Redis for the tests of this block. */
export const useScriptedRedis = (): ScriptedRedis =>
  use(
    () => ScriptedRedis.start(),
    redis => redis.stop(),
  );
