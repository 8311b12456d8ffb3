import { createHash } from 'node:crypto';
import type { createClient } from '@redis/client';

/** What a script is run with: its KEYS and ARGV. */
export interface ScriptInput {
  readonly keys: readonly string[];
  readonly values?: readonly (string | number)[];
}

/** A script in Lua, which Redis runs as one step. */
export class RedisScript {
  private readonly sha: string;

  /** @param text answers with a list of whole numbers */
  constructor(private readonly text: string) {
    this.sha = createHash('sha1').update(text).digest('hex');
  }

  /** Sends its hash; where Redis does not know that yet, as after a restart, its text. */
  async runOn(client: ReturnType<typeof createClient>, { keys, values = [] }: ScriptInput): Promise<readonly number[]> {
    const input = { keys: [...keys], arguments: values.map(String) };
    const answer = client.evalSha(this.sha, input).catch((error: unknown) => {
      if (!String(error).includes('NOSCRIPT')) throw error;
      return client.eval(this.text, input);
    });
    return (await answer) as unknown as readonly number[];
  }
}
