import { Injectable, type OnModuleInit } from '@nestjs/common';
import { DiscoveryService } from '@nestjs/core';
import { type Actor, Signals } from '#libs/audit';
import { Database, type StatementRunner, type Transaction } from '#libs/persistence';
import { providersOf } from '#libs/platform';
import { Standing } from '#libs/revocations';
import {
  type FactorAnswer,
  FactorKind,
  type FactorMethod,
  type FactorRecord,
  type ShownFactor,
} from './factor-kind.js';

/** All kinds of factors together: who has which, and whether what is shown is right. */
@Injectable()
export class SecondFactors implements OnModuleInit {
  private kinds: readonly FactorKind[] = [];

  constructor(
    private readonly discoveryService: DiscoveryService,
    private readonly database: Database,
    private readonly standing: Standing,
    private readonly signals: Signals,
  ) {}

  onModuleInit(): void {
    this.kinds = providersOf(this.discoveryService, FactorKind);
  }

  /** By which methods the user can show a second time who they are; none: there is no second factor. */
  async methodsOf(runner: StatementRunner, userId: string): Promise<FactorMethod[]> {
    const methods = await this.methodsThat(kind => kind.isThere(runner, userId));
    // Recovery codes alone are nothing that could be lost.
    return methods.some(method => method !== 'recovery_code') ? methods : [];
  }

  /**
   * The same of what can be shown on this page: a passkey that is bound to another host is nothing to it.
   * @param origin the header `Origin`; undefined: of whoever is no page
   */
  methodsFor(runner: StatementRunner, userId: string, origin: string | undefined): Promise<FactorMethod[]> {
    return this.methodsThat(kind => kind.isThereFor(runner, userId, origin));
  }

  private async methodsThat(isThere: (kind: FactorKind) => Promise<boolean>): Promise<FactorMethod[]> {
    const methods: FactorMethod[] = [];
    for (const kind of this.kinds) if (await isThere(kind)) methods.push(kind.method);
    return methods;
  }

  /** The oldest first. */
  async list(userId: string, runner: StatementRunner = this.database): Promise<FactorRecord[]> {
    const factors: FactorRecord[] = [];
    for (const kind of this.kinds) factors.push(...(await kind.list(runner, userId)));
    return factors.sort((one, other) => one.created_at.getTime() - other.created_at.getTime());
  }

  /**
   * What is wrong is noted for the audit trail; how often it may be is limited by whoever asks (`Attempts.secondFactor`).
   * @param actor who shows it: without an id as long as they have not proved who they are
   * @returns undefined for whatever is wrong, expired, used up, not the user's, or of a kind that is not known
   */
  async examine(userId: string, answer: FactorAnswer, actor: Actor): Promise<ShownFactor | undefined> {
    const kind = this.kinds.find(({ method }) => method === answer.method);
    const shown = await kind?.examine(userId, answer, actor);
    if (shown === undefined) {
      this.signals.note({ kind: 'factor_refused', actor, target: userId, reason: kind?.method ?? 'unknown_method' });
    }
    return shown;
  }

  /** @returns of which kind it was; undefined if the user has no such factor, or it can have no name */
  async rename(
    runner: StatementRunner,
    userId: string,
    factorId: string,
    name: string,
  ): Promise<FactorMethod | undefined> {
    for (const kind of this.kinds) if (await kind.rename(runner, userId, factorId, name)) return kind.method;
    return undefined;
  }

  /** To be settled afterwards. @returns of which kind it was; undefined if the user has no such factor */
  async remove(transaction: Transaction, userId: string, factorId: string): Promise<FactorMethod | undefined> {
    for (const kind of this.kinds) if (await kind.remove(transaction, userId, factorId)) return kind.method;
    return undefined;
  }

  /** Takes all factors of the user away. To be settled afterwards. @returns how many there were */
  async removeAll(transaction: Transaction, userId: string): Promise<number> {
    let removed = 0;
    for (const kind of this.kinds) removed += await kind.removeAll(transaction, userId);
    return removed;
  }

  /**
   * Notes in the standing whether the user has a second factor by now, as the last step of every change. With the last one
   * recovery codes go too: there is nothing left for them to stand in for.
   */
  async settle(transaction: Transaction, userId: string): Promise<void> {
    const isThere = (await this.methodsOf(transaction, userId)).length > 0;
    if (!isThere) await this.removeAll(transaction, userId);
    await this.standing.setSecondFactor(transaction, userId, isThere);
  }
}
