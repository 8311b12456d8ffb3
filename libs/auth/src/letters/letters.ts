import { Injectable } from '@nestjs/common';
import { inWords, type Mail, MailAbility, Outbox } from '#libs/mail';
import type { Transaction } from '#libs/persistence';
import { Config, DomainError } from '#libs/platform';
import { LINK_LIVES, Links, type LinkTerms, MailboxAllowance } from '#libs/users';
import { type LinkPage, linkTo } from './pages.js';

/** A mail, but for the link or the code in it. */
export type Letter = Pick<Mail, 'kind' | 'user_id' | 'to' | 'values'>;

/** What gives the link of a letter its power. */
export interface Power {
  readonly page: LinkPage;
  readonly token: string;
  /** For how long, in seconds. */
  readonly life: number;
}

/** What a letter has instead of a link, to be typed. */
export interface Code {
  /** As people read it. */
  readonly code: string;
  /** For how long it is good, in seconds. */
  readonly life: number;
  /** When that is over. */
  readonly expires_at: Date;
}

/** Nothing but these and what is visible: what is stored may be older than the rules for addresses. */
const UNSENDABLE = /[\s\p{Cc}<>,;"()\\]/u;

/** Sends mails with links or codes, no more than one mailbox may get. */
@Injectable()
export class Letters {
  constructor(
    private readonly config: Config,
    private readonly mailAbility: MailAbility,
    private readonly outbox: Outbox,
    private readonly links: Links,
    private readonly mailboxAllowance: MailboxAllowance,
  ) {}

  get isOn(): boolean {
    return this.mailAbility.isOn;
  }

  /** @throws DomainError `mail_off` */
  assertOn(): void {
    if (!this.isOn) throw new DomainError('mail_off');
  }

  /**
   * Sends a letter, unless its address has been sent enough of its kind within the hour.
   * @param empower makes what the link is good for, once it is settled that the letter is sent
   * @returns whether it is sent
   */
  async send(transaction: Transaction, letter: Letter, empower: () => Promise<Power>): Promise<boolean> {
    if (!(await this.takeAllowance(transaction, letter))) return false;
    await this.post(transaction, letter, await empower());
    return true;
  }

  /**
   * The same of a letter with a code.
   * @param makeCode makes it, once it is settled that the letter is sent
   * @param of what it is counted among, if not those of its kind
   */
  async sendCode(
    transaction: Transaction,
    letter: Letter,
    makeCode: () => Promise<Code>,
    of: string = letter.kind,
  ): Promise<void> {
    if (!(await this.takeAllowance(transaction, letter, of))) return;
    const { code, life, expires_at } = await makeCode();
    const values = { ...letter.values, code, good_for: inWords(life) };
    await this.outbox.post(transaction, { ...letter, values, expires_at });
  }

  /** Sends what must not get lost, and cannot be asked for again and again: it does not count. */
  async sendAnyhow(transaction: Transaction, letter: Letter, power: Power): Promise<void> {
    if (this.isOn && !UNSENDABLE.test(letter.to)) await this.post(transaction, letter, power);
  }

  /** The same as `send`, with a link that leads to the account page and is good for nothing. */
  async sendPlain(transaction: Transaction, letter: Letter): Promise<void> {
    if (!(await this.takeAllowance(transaction, letter))) return;
    const values = { ...letter.values, link: `${this.config.issuer}/account` };
    await this.outbox.post(transaction, { ...letter, values });
  }

  /** What `send` asks for, of a link. */
  async link(transaction: Transaction, page: LinkPage, terms: LinkTerms): Promise<Power> {
    const { token } = await this.links.create(transaction, terms);
    return { page, token, life: LINK_LIVES[terms.purpose] };
  }

  /** Takes a letter from what its address may get within the hour. @returns false if nothing can be sent there, or no more */
  private async takeAllowance(transaction: Transaction, { kind, to }: Letter, of: string = kind): Promise<boolean> {
    return this.isOn && !UNSENDABLE.test(to) && (await this.mailboxAllowance.take(transaction, of, to));
  }

  private async post(transaction: Transaction, letter: Letter, { page, token, life }: Power): Promise<void> {
    const values = { ...letter.values, link: linkTo(this.config.issuer, page, token), good_for: inWords(life) };
    const expires_at = new Date(Date.now() + life * 1000);
    await this.outbox.post(transaction, { ...letter, values, expires_at });
  }
}
