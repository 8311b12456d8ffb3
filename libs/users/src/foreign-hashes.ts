import { Injectable } from '@nestjs/common';
import { Database, statement } from '#libs/persistence';

/** How many of all accounts have a hash of one kind, which is not the service's own. */
export interface HashShare {
  /** What the hash begins with: its scheme and what it costs, such as `$2b$12$`. */
  readonly costs: string;
  /** From 0 to 1, about. */
  readonly share: number;
}

/** The hashes of people who came from another system and have not logged in since. */
@Injectable()
export class ForeignHashes {
  constructor(private readonly database: Database) {}

  /** In order of `costs`. */
  shares(): Promise<HashShare[]> {
    return this.database.run(selectShares, []);
  }
}

// The condition and the expression are those of the index. How many accounts there are need not be exact.
const selectShares = statement<HashShare>(
  'users.foreign_hash_shares',
  `SELECT costs, (accounts / greatest(sum(accounts) OVER (), (
            SELECT CASE WHEN reltuples < 0 THEN (SELECT count(*) FROM users) ELSE reltuples END
            FROM pg_class WHERE oid = 'users'::regclass)))::float8 AS share
   FROM (
     SELECT substring(password_hash from '^[$][^$]+(?:[$]v=[0-9]+)?[$][^$]+[$]') AS costs, count(*) AS accounts
     FROM users WHERE password_hash NOT LIKE '$argon2id$v=19$m=19456,t=2,p=1$%' GROUP BY 1
   ) AS foreign_hashes WHERE costs IS NOT NULL ORDER BY costs`,
);
