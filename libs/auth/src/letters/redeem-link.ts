import { Injectable } from '@nestjs/common';
import { Audit, Signals } from '#libs/audit';
import { Attempts, Guesses } from '#libs/guessing';
import { Database, type StatementRunner, type Transaction } from '#libs/persistence';
import { DomainError, type RequestSource } from '#libs/platform';
import { RevocationFeed, Standing, turnOfSubject } from '#libs/revocations';
import { type LinkPurpose, type LinkRecord, Links } from '#libs/users';

type Refusal =
  | 'used'
  /** Expired or withdrawn. */
  | 'over'
  /** Used or withdrawn in this very moment. */
  | 'overtaken'
  | 'account_not_in_force';

/** Part of the transaction in which a link is used up; whoever has the account is in force, and their standing is locked. */
type Deed = (transaction: Transaction) => Promise<void>;

/** What somebody uses a link for. */
export interface LinkUse {
  readonly purposes: readonly LinkPurpose[];
  /**
   * Asks for what is needed besides the link, before anything is begun: what it throws leaves the link as it is.
   * @returns what is done then
   */
  readonly prepare: (link: LinkRecord) => Promise<Deed>;
}

/** A link of somebody who has an account. */
export type OwnLink = LinkRecord & { readonly user_id: string };

/** The same of those purposes that only an account has. */
export interface OwnLinkUse {
  readonly purpose: Exclude<LinkPurpose, 'register'>;
  /** As of `prepare`. */
  readonly demand?: (link: OwnLink) => Promise<void>;
  readonly carryOut: (transaction: Transaction, link: OwnLink) => Promise<void>;
}

/** Uses a link of a mail up, and does what it is good for: both, or neither. */
@Injectable()
export class RedeemLink {
  constructor(
    private readonly database: Database,
    private readonly attempts: Attempts,
    private readonly guesses: Guesses,
    private readonly links: Links,
    private readonly standing: Standing,
    private readonly audit: Audit,
    private readonly signals: Signals,
    private readonly revocationFeed: RevocationFeed,
  ) {}

  /** @throws DomainError `invalid_link`, whatever is wrong with it; `too_many_requests`; and what `use` throws */
  async execute(text: string, use: LinkUse, source: RequestSource): Promise<void> {
    const guess = { attempt: this.attempts.link(source.ip), source, isWrong: 'invalid_link' } as const;
    await this.guesses.attempt(guess, async () => {
      const link = await this.find(text, use.purposes, source);
      if (link.state !== 'good') return this.refuse(this.database, link, link.state, source);
      const deed = await use.prepare(link);
      const turn = link.user_id === null ? `registration ${link.email ?? ''}` : turnOfSubject(link.user_id);
      const refusal = await this.database.inTurn(turn, transaction => this.redeem(transaction, link, source, deed));
      if (refusal !== undefined) return this.refuse(this.database, link, refusal, source);
    });
  }

  /** The same for those purposes that only an account has. */
  executeOwn(text: string, { purpose, demand, carryOut }: OwnLinkUse, source: RequestSource): Promise<void> {
    const prepare = async (link: LinkRecord): Promise<Deed> => {
      if (!isOwn(link)) throw new Error(`a link to ${link.purpose} is of nobody`);
      await demand?.(link);
      return transaction => carryOut(transaction, link);
    };
    return this.execute(text, { purposes: [purpose], prepare }, source);
  }

  private async find(text: string, purposes: readonly LinkPurpose[], source: RequestSource): Promise<LinkRecord> {
    const link = await this.links.find(text, purposes);
    if (link !== undefined) return link;
    this.signals.note({ kind: 'link_refused', actor: { id: null, ...source }, target: null, reason: 'unknown' });
    throw new DomainError('invalid_link');
  }

  /** @returns why not; nothing is changed then */
  private async redeem(
    transaction: Transaction,
    link: LinkRecord,
    source: RequestSource,
    deed: Deed,
  ): Promise<Refusal | undefined> {
    if (link.user_id !== null) {
      const standing = await this.standing.lock(transaction, link.user_id);
      if (standing?.status !== 'active') return 'account_not_in_force';
    }
    if (!(await this.links.consume(transaction, link))) return 'overtaken';
    await this.record(transaction, 'link_used', link, source, {});
    await deed(transaction);
    return undefined;
  }

  private async refuse(
    runner: StatementRunner,
    link: LinkRecord,
    reason: Refusal,
    source: RequestSource,
  ): Promise<never> {
    await this.record(runner, 'link_refused', link, source, { reason });
    // It may have been used elsewhere a moment ago, which ended what this instance still believes.
    await this.revocationFeed.catchUp();
    throw new DomainError('invalid_link');
  }

  private async record(
    runner: StatementRunner,
    kind: 'link_used' | 'link_refused',
    { id: link_id, user_id: target, purpose }: LinkRecord,
    source: RequestSource,
    more: { reason?: Refusal },
  ): Promise<void> {
    const details = { link_id, purpose, ...more };
    await this.audit.record(runner, { kind, actor: { id: null, ...source }, target, details });
  }
}

export const isOwn = (link: LinkRecord): link is OwnLink => link.user_id !== null;
