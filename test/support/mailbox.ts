import type { MailKind } from '#libs/mail';
import type { TestDatabase } from './database.js';
import { mailVault, nameOfMail } from './vaults.js';
import { until } from './workers.js';

/** Settings with which there are mails. Nobody listens there: they wait in the outbox, where a test can read them. */
export const MAIL_ON = { GATEHOUSE_SMTP_URL: 'smtp://127.0.0.1:1', GATEHOUSE_MAIL_FROM: 'gatehouse@example.test' };

export interface Letter {
  readonly id: string;
  readonly kind: MailKind;
  readonly user_id: string | null;
  readonly to: string;
  readonly values: Readonly<Record<string, string>>;
}

interface Row extends Record<string, unknown> {
  readonly id: string;
  readonly kind: MailKind;
  readonly user_id: string | null;
  readonly sealed: Buffer;
}

/** All mailboxes of a service that was started with `MAIL_ON`. */
export class Mailbox {
  private readonly read = new Set<string>();

  constructor(private readonly database: TestDatabase) {}

  /** The oldest mail of this kind to this address that was not read yet; waits for it. */
  async next(to: string, kind: MailKind): Promise<Letter> {
    let found: Letter | undefined;
    await until(async () => {
      found = (await this.all(to)).find(letter => letter.kind === kind && !this.read.has(letter.id));
      return found !== undefined;
    });
    if (found === undefined) throw new Error(`no mail of kind ${kind} has come`);
    this.read.add(found.id);
    return found;
  }

  /** The token in the link of the next mail of this kind. */
  async token(to: string, kind: MailKind): Promise<string> {
    return tokenIn(await this.next(to, kind));
  }

  /** All mails to this address, the oldest first, once everything was looked into that was asked for. */
  async all(to: string): Promise<Letter[]> {
    await this.settled();
    const rows = await this.database.query<Row>(
      'SELECT id, kind, user_id, sealed FROM mails WHERE sealed IS NOT NULL ORDER BY id',
    );
    return rows.map(row => this.open(row)).filter(letter => letter.to === to);
  }

  async kinds(to: string): Promise<MailKind[]> {
    return (await this.all(to)).map(({ kind }) => kind);
  }

  /** Waits until everything was looked into that was asked for. @param withinMs where that is much */
  async settled(withinMs?: number): Promise<void> {
    await until(async () => (await this.database.query('SELECT 1 FROM mail_requests LIMIT 1')).length === 0, withinMs);
  }

  private open({ id, kind, user_id, sealed }: Row): Letter {
    const content = JSON.parse(mailVault.open(nameOfMail(id), sealed).toString()) as Pick<Letter, 'to' | 'values'>;
    return { id, kind, user_id, ...content };
  }
}

export const tokenIn = ({ values: { link = '' } }: Letter): string => link.slice(link.lastIndexOf('/') + 1);
