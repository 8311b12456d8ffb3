import { createHmac } from 'node:crypto';
import { type Redis, RedisScript } from '#libs/persistence';
import type { MasterSecret } from '#libs/platform';
import { AHEAD, type Drawn, type Wanted } from '../workers/drawn-numbers.js';

const PREFIX = 'gatehouse:requests:';
const KEY_BYTES = 16;

/**
 * What `DrawnNumbers` does, as one step in Redis, whose clock the windows go by. KEYS: one for each wanted. ARGV: of each the
 * window in milliseconds, the limit, the hits, and how many share what is left ahead; 0 if none is wanted. Answers of
 * each the first number, how many there are, and the milliseconds that are left of the window.
 */
const DRAW = new RedisScript(`
local answer = {}
for place = 1, #KEYS do
  local window, limit, hits, shares = unpack(ARGV, 4 * place - 3, 4 * place)
  local drawn = tonumber(redis.call('GET', KEYS[place]) or 0)
  local count = tonumber(hits)
  if shares ~= '0' then count = count + math.floor(math.max(0, limit - drawn - hits) / shares) end
  redis.call('INCRBY', KEYS[place], count)
  local left = redis.call('PTTL', KEYS[place])
  if left < 0 then
    redis.call('PEXPIRE', KEYS[place], window)
    left = window
  end
  answer[3 * place - 2], answer[3 * place - 1], answer[3 * place] = drawn + 1, count, tonumber(left)
end
return answer`);

/** Numbers that all instances draw, from Redis: what comes in one turn of the event loop is one round trip. */
export class RedisNumbers {
  private readonly key: Buffer;

  /** @param sharers processes that draw, as far as that is known: what may be drawn ahead is shared by so many */
  constructor(
    private readonly redis: Pick<Redis, 'run'>,
    secret: MasterSecret,
    private readonly sharers: number,
  ) {
    this.key = secret.derive('request counters').newest.key;
  }

  /** @returns undefined if Redis does not say in time; the numbers are lost then */
  async draw(wanted: readonly Wanted[]): Promise<Drawn[] | undefined> {
    const keys = wanted.map(({ key }) => this.nameOf(key));
    const values = wanted.flatMap(({ ttl, limit, hits, ahead }) => [
      ttl,
      limit,
      hits,
      ahead ? AHEAD * this.sharers : 0,
    ]);
    const answer = await this.redis.run(DRAW, { keys, values });
    const now = Date.now();
    return answer && wanted.map((_, place) => drawnFrom(answer.slice(3 * place, 3 * place + 3), now));
  }

  /** Whoever sees what is in Redis reads no addresses out of it. */
  private nameOf(key: string): string {
    return PREFIX + createHmac('sha256', this.key).update(key).digest().subarray(0, KEY_BYTES).toString('base64url');
  }
}

function drawnFrom([first = 0, count = 0, leftMs = 0]: readonly number[], now: number): Drawn {
  return { first, count, endsAt: now + leftMs };
}
