import { Injectable } from '@nestjs/common';
import { Chore } from '#libs/housekeeping';
import { Database, statement } from '#libs/persistence';

/** Removes the ids of challenges that are too old to be answered. */
@Injectable()
export class ForgetUsedChallenges extends Chore {
  override readonly done = 'answered challenges of passkeys forgotten';

  constructor(private readonly database: Database) {
    super();
  }

  override async execute(limit: number): Promise<number> {
    return (await this.database.run(purge, [limit])).length;
  }
}

// In batches, and past rows that others hold: whoever else cleans up takes others.
const purge = statement<{ id: Buffer }, [number]>(
  'passkeys.purge_used_challenges',
  `DELETE FROM used_passkey_challenges WHERE id IN (
     SELECT id FROM used_passkey_challenges WHERE expires_at < statement_timestamp()
     ORDER BY expires_at LIMIT $1 FOR UPDATE SKIP LOCKED)
   RETURNING id`,
);
