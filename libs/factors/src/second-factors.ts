import { Injectable, type OnModuleInit } from '@nestjs/common';
import { DiscoveryService } from '@nestjs/core';
import type { StatementRunner, Transaction } from '#libs/persistence';
import { type FactorAnswer, FactorKind, type FactorMethod, type ShownFactor } from './factor-kind.js';

/** All kinds of factors together: who has which, and whether what is shown is right. */
@Injectable()
export class SecondFactors implements OnModuleInit {
  private kinds: readonly FactorKind[] = [];

  constructor(private readonly discoveryService: DiscoveryService) {}

  onModuleInit(): void {
    const instances = this.discoveryService.getProviders().map(({ instance }) => instance as unknown);
    this.kinds = [...new Set(instances)].filter(instance => instance instanceof FactorKind);
  }

  /** By which methods the user can show a second time who they are; none: there is no second factor. */
  async methodsOf(runner: StatementRunner, userId: string): Promise<FactorMethod[]> {
    const methods: FactorMethod[] = [];
    for (const kind of this.kinds) if (await kind.isThere(runner, userId)) methods.push(kind.method);
    // Recovery codes alone are nothing that could be lost.
    return methods.some(method => method !== 'recovery_code') ? methods : [];
  }

  /** @returns undefined for whatever is wrong, expired, used up, not the user's, or of a kind that is not known */
  async examine(userId: string, answer: FactorAnswer): Promise<ShownFactor | undefined> {
    return this.kinds.find(({ method }) => method === answer.method)?.examine(userId, answer);
  }

  /** Takes all factors of the user away. @returns how many there were */
  async removeAll(transaction: Transaction, userId: string): Promise<number> {
    let removed = 0;
    for (const kind of this.kinds) removed += await kind.removeAll(transaction, userId);
    return removed;
  }
}
