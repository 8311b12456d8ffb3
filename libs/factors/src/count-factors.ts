import { Injectable } from '@nestjs/common';
import { statement, type StatementRunner } from '#libs/persistence';

/** What was counted in a part of the accounts. Of those with a factor, some may be invited or disabled. */
export interface CountedAccounts {
  /** How many were looked at, deleted ones among them. */
  readonly read: number;
  /** The id of the last of them; null: there was none. */
  readonly last: string | null;
  readonly active: number;
  readonly invited: number;
  readonly disabled: number;
  /** How many have any. */
  readonly with_second_factor: number;
  /** How many have one of this kind. */
  readonly totp: number;
  readonly passkey: number;
  readonly recovery_code: number;
}

const NONE: CountedAccounts = {
  ...{ read: 0, last: null, active: 0, invited: 0, disabled: 0 },
  ...{ with_second_factor: 0, totp: 0, passkey: 0, recovery_code: 0 },
};

/** Counts accounts and what they have besides a password, a part at a time, in the order of ids. */
@Injectable()
export class CountFactors {
  /** @param limit accounts of the part; fewer are read at the end only */
  async after(runner: StatementRunner, after: string, limit: number): Promise<CountedAccounts> {
    return (await runner.run(countPart, [after, limit]))[0] ?? NONE;
  }
}

const counted = (condition: string, name: string): string =>
  `count(*) FILTER (WHERE status <> 'deleted' AND ${condition})::integer AS ${name}`;

const has = (table: string, and = ''): string =>
  `has_second_factor AND EXISTS (SELECT 1 FROM ${table} f WHERE f.user_id = s.id ${and})`;

const countPart = statement<CountedAccounts, [after: string, limit: number]>(
  'factors.count_part',
  `SELECT count(*)::integer AS read, max(id::text)::uuid AS last,
     ${counted(`status = 'active'`, 'active')}, ${counted(`status = 'invited'`, 'invited')},
     ${counted(`status = 'disabled'`, 'disabled')}, ${counted('has_second_factor', 'with_second_factor')},
     ${counted('totp', 'totp')}, ${counted('passkey', 'passkey')}, ${counted('recovery_code', 'recovery_code')}
   FROM (
     SELECT id, status, has_second_factor, ${has('totp_factors', 'AND f.confirmed_at IS NOT NULL')} AS totp,
            ${has('passkeys')} AS passkey, ${has('recovery_codes')} AS recovery_code
     FROM (
       SELECT id, status, has_second_factor FROM subjects WHERE id > $1 AND kind = 'user' ORDER BY id LIMIT $2
     ) s
   ) AS part`,
);
