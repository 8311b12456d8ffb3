import type { FastifyReply } from 'fastify';
import type { Transaction } from '#libs/persistence';
import type { DryRun } from '../dry-run/dry-run.js';
import type { DryRunResult } from './dry-run.dto.js';

/** A change that has no answer. */
export interface SilentChange {
  /** The role that is changed, or given or taken. */
  readonly role: string;
  /** Who may be given it or lose it. */
  readonly users: readonly string[];
  /** @param open to do it as a part of a transaction that is under way */
  readonly make: (open?: Transaction) => Promise<void>;
}

/** Makes the change; or, with a dry run, answers 200 with what it would come to. */
export async function madeOrForeseen(
  { role, users, make }: SilentChange,
  dryRun: DryRun | undefined,
  reply: FastifyReply,
): Promise<DryRunResult | undefined> {
  if (dryRun === undefined) {
    await make();
    return undefined;
  }
  const { effects } = await dryRun.of(role, users, make);
  reply.code(200);
  return { effects };
}
