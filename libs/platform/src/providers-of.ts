import type { DiscoveryService } from '@nestjs/core';

/**
 * All providers of the program that extend a class, in the order of the modules and of their lists of providers: whatever extends it
 * is found when the program starts, and nobody keeps a list. One that is provided under several names is there once.
 */
export function providersOf<T extends object>(
  discoveryService: DiscoveryService,
  type: abstract new (...args: never[]) => T,
): T[] {
  const instances = discoveryService.getProviders().map(({ instance }) => instance as unknown);
  return [...new Set(instances)].filter((instance): instance is T => instance instanceof type);
}
