import { setTimeout as delay } from 'node:timers/promises';
import type { MailKind } from '#libs/mail';
import { newId } from '../../../libs/platform/src/ids.js';
import type { TestDatabase } from '../database.js';
import { sampleOf } from '../use-cases/mail-samples.js';
import { mailVault, nameOfMail } from '../vaults.js';

/**
 * Posts mails to the outbox of a service that runs, as another instance would: for what is tested of their delivery,
 * whatever they are about.
 * @returns their ids
 */
export async function postMails(
  database: TestDatabase,
  addresses: readonly string[],
  { kind = 'password_reset', user_id = null }: { kind?: MailKind; user_id?: string | null } = {},
): Promise<string[]> {
  const mails = addresses.map(to => {
    const id = newId();
    const content = Buffer.from(JSON.stringify({ to, values: sampleOf(kind) }));
    return { id, sealed: mailVault.seal(nameOfMail(id), content).toString('hex') };
  });
  await database.query(
    `INSERT INTO mails (id, kind, user_id, sealed, due_at, give_up_at)
     SELECT id, $2, $3, decode(sealed, 'hex'), now(), now() + interval '1 day'
     FROM jsonb_to_recordset($1::jsonb) AS m (id uuid, sealed text)`,
    [JSON.stringify(mails), kind, user_id],
  );
  return mails.map(({ id }) => id);
}

export interface StoredMail {
  readonly id: string;
  readonly outcome: string | null;
  readonly attempts: number;
  readonly is_sealed: boolean;
}

export const storedMails = (database: TestDatabase): Promise<StoredMail[]> =>
  database.query<StoredMail>('SELECT id, outcome, attempts, sealed IS NOT NULL AS is_sealed FROM mails ORDER BY id');

/** As if all leases and all waiting were over. */
export const hurry = (database: TestDatabase): Promise<unknown> =>
  database.query('UPDATE mails SET due_at = now() WHERE outcome IS NULL');

/** Waits until something became of each mail. */
export async function settled(database: TestDatabase): Promise<StoredMail[]> {
  for (;;) {
    const mails = await storedMails(database);
    if (mails.every(({ outcome }) => outcome !== null)) return mails;
    await delay(20);
  }
}

/** Waits until the first attempt at a mail is noted to have been in vain. */
export async function failed(database: TestDatabase): Promise<void> {
  for (;;) {
    // A lease is longer than the first delay.
    const [row] = await database.query<{ waits: boolean }>(
      `SELECT due_at < now() + interval '20 seconds' AS waits FROM mails WHERE attempts = 1 AND outcome IS NULL`,
    );
    if (row?.waits === true) return;
    await delay(20);
  }
}
