import { examineRedis } from '#libs/persistence';
import type { Config } from '#libs/platform';
import { failure, type Finding, ok, reasonOf, skipped, warning } from './finding.js';

const OLDEST = 5;

export async function checkRedis({ redisUrl, replicas }: Config): Promise<Finding[]> {
  if (redisUrl === undefined) {
    return [skipped('redis', `REDIS_URL is not set: each of ${replicas} counts limits by itself (GATEHOUSE_REPLICAS)`)];
  }
  try {
    const { version, isReplica, maxMemory, evictionPolicy } = await examineRedis(redisUrl);
    if (isReplica) return [failure('redis', 'is a replica, which cannot be written to: name the primary in REDIS_URL')];
    if (Number.parseInt(version) < OLDEST) return [failure('redis', `version ${version} is too old: 5 or later`)];
    return [ok('redis', `version ${version} answers`), evictionOf(maxMemory, evictionPolicy)];
  } catch (error) {
    return [failure('redis', `cannot be worked with: ${reasonOf(error)}. See REDIS_URL`)];
  }
}

/** Everything there expires by itself; whoever makes up addresses makes up keys. */
function evictionOf(maxMemory: number, policy: string): Finding {
  if (maxMemory === 0) return warning('redis', 'has no maxmemory: set one, with maxmemory-policy volatile-lru');
  if (policy === 'noeviction') {
    return failure('redis', 'refuses writes when it is full (noeviction): set maxmemory-policy volatile-lru');
  }
  return ok('redis', `has a maxmemory, and ${policy}`);
}
