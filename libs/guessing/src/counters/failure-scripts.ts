import { RedisScript } from '#libs/persistence';
import { LONGEST_WAIT_SECONDS, LONGEST_WAIT_WHEN_SPRAYED_SECONDS } from './delays.js';
import { PARTS } from './sliding-count.js';
import { SPRAYING_FAILURES, SPRAYING_SPAN_MS } from './spraying.js';

/** The milliseconds of Redis, so that it does not matter whether the clocks of instances agree. */
const REDIS_CLOCK = `
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)`;

const HELPERS = `
local function whole(number) return string.format('%.0f', number) end

local function addStrangers(many)
  local part = math.floor(now / ${SPRAYING_SPAN_MS / PARTS})
  redis.call('HINCRBY', KEYS[1], whole(part), many)
  redis.call('PEXPIREAT', KEYS[1], whole(now + ${SPRAYING_SPAN_MS}))
  local sum = 0
  local parts = redis.call('HGETALL', KEYS[1])
  for place = 1, #parts, 2 do
    if tonumber(parts[place]) > part - ${PARTS} then sum = sum + parts[place + 1]
    else redis.call('HDEL', KEYS[1], parts[place]) end
  end
  return sum
end`;

/**
 * What `InProcessCounters` does, as one step in Redis. KEYS: that of strangers’ failures, then one for each charge.
 * Each is a hash that expires when it is to be forgotten.
 */
export interface FailureScripts {
  /**
   * ARGV: whether it is by a stranger, then of each charge what is free, the same when sprayed, and its memory in milliseconds.
   * Answers 0 and the seconds to wait; or 1, the failures of strangers, and those under each key.
   */
  readonly charge: RedisScript;
  /** ARGV: whether it is by a stranger, then of each charge what is free, and whether that is forgiven. */
  readonly refund: RedisScript;
}

/** @param clock Lua that sets `now`, in milliseconds */
export const failureScripts = (clock = REDIS_CLOCK): FailureScripts => ({
  charge: new RedisScript(`${clock}${HELPERS}

local function growing(beyond, longest)
  if beyond <= 0 then return 0 end
  return math.min(2 ^ (beyond - 1), longest)
end

local failures, opensAt = {}, now
for place = 2, #KEYS do
  local known = redis.call('HMGET', KEYS[place], 'failures', 'opensAt')
  failures[place] = tonumber(known[1] or 0) + 1
  opensAt = math.max(opensAt, tonumber(known[2] or now))
end
if opensAt > now then return { 0, math.ceil((opensAt - now) / 1000) } end

local strangers = 0
if ARGV[1] == '1' then strangers = addStrangers(1) end
local answer = { 1, strangers }
for place = 2, #KEYS do
  local terms = 3 * place - 4
  local wait = growing(failures[place] - ARGV[terms], ${LONGEST_WAIT_SECONDS})
  if strangers > ${SPRAYING_FAILURES} then
    wait = math.max(wait, growing(failures[place] - ARGV[terms + 1], ${LONGEST_WAIT_WHEN_SPRAYED_SECONDS}))
  end
  redis.call('HSET', KEYS[place], 'failures', failures[place], 'opensAt', whole(now + wait * 1000))
  redis.call('PEXPIREAT', KEYS[place], whole(now + ARGV[terms + 2]))
  answer[place + 1] = failures[place]
end
return answer`),

  refund: new RedisScript(`${clock}${HELPERS}

if ARGV[1] == '1' then addStrangers(-1) end
for place = 2, #KEYS do
  local terms = 2 * place - 2
  local known = redis.call('HGET', KEYS[place], 'failures')
  local failures = tonumber(known or 0) - 1
  if failures <= 0 or (ARGV[terms + 1] == '1' and failures <= tonumber(ARGV[terms])) then
    redis.call('DEL', KEYS[place])
  else
    redis.call('HSET', KEYS[place], 'failures', failures, 'opensAt', whole(now))
  end
end
return {}`),
});
