import { domainToASCII, domainToUnicode } from 'node:url';
import { Logger } from '@nestjs/common';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const BATCH = 1000;
const MAX_NAMED = 50;
const LABEL_IN_UNICODE = /^(?=xn--|.*[^\0-\x7f])[a-z0-9_\-\u{80}-\u{10ffff}]+$/u;
const UNIQUE_VIOLATION = '23505';

interface Address {
  readonly id: string;
  readonly email: string;
}

/**
 * Writes the domains of addresses in one form, Unicode. Where another account has the address in that form already, both
 * stay as they are: each goes on to log in with its own spelling, no new account can be made with either, and the log
 * tells whose they are. It comes with a copy of the rule, so that it does the same whatever becomes of that.
 */
export class OneFormOfDomains1795740000000 implements MigrationInterface {
  name = 'OneFormOfDomains1795740000000';

  async up(runner: QueryRunner): Promise<void> {
    const left: string[] = [];
    for (let after = '00000000-0000-0000-0000-000000000000'; ;) {
      const rows = (await runner.query(SELECT_CANDIDATES, [after, BATCH])) as Address[];
      for (const row of rows) if (!(await rewrite(runner, row))) left.push(row.id);
      after = rows.at(-1)?.id ?? after;
      if (rows.length < BATCH) break;
    }
    if (left.length > 0) new Logger('Migration').warn(warningOf(left));
  }

  /** There is no telling which form it was, and either was right before. */
  async down(): Promise<void> {}
}

/** Whatever is not all ASCII, or has a label that stands for Unicode. */
const SELECT_CANDIDATES = `
  SELECT id, email FROM users
  WHERE id > $1 AND (octet_length(email) <> char_length(email) OR email LIKE '%xn--%') ORDER BY id LIMIT $2`;

/** @returns false if somebody else has the address in the one form */
async function rewrite(runner: QueryRunner, { id, email }: Address): Promise<boolean> {
  const at = email.lastIndexOf('@');
  const normal = `${email.slice(0, at)}@${email
    .slice(at + 1)
    .split('.')
    .map(labelInUnicode)
    .join('.')}`;
  if (at < 0 || normal === email) return true;
  await runner.query('SAVEPOINT address');
  try {
    await runner.query('UPDATE users SET email = $2, version = version + 1, updated_at = now() WHERE id = $1', [
      id,
      normal,
    ]);
    await runner.query('RELEASE SAVEPOINT address');
    return true;
  } catch (error) {
    if ((error as { driverError?: { code?: unknown } }).driverError?.code !== UNIQUE_VIOLATION) throw error;
    await runner.query('ROLLBACK TO SAVEPOINT address');
    return false;
  }
}

function labelInUnicode(label: string): string {
  if (!LABEL_IN_UNICODE.test(label)) return label;
  const ascii = domainToASCII(label);
  const unicode = domainToUnicode(ascii);
  const isOneLabel = unicode !== '' && !unicode.includes('.') && domainToASCII(unicode) === ascii;
  return isOneLabel ? unicode : label;
}

function warningOf(left: readonly string[]): string {
  const more = left.length > MAX_NAMED ? ` and ${left.length - MAX_NAMED} more` : '';
  return (
    `${left.length} accounts have an address that another account has in another spelling of its domain. They were left as ` +
    `they are, and go on to log in as before; see “Addresses in two spellings” in docs/operations.md. Users: ` +
    `${left.slice(0, MAX_NAMED).join(', ')}${more}`
  );
}
