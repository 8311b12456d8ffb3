import { Injectable } from '@nestjs/common';
import { Chore } from '#libs/housekeeping';
import { Database, statement } from '#libs/persistence';
import { kindsThat } from '../kinds/kinds.js';

/** Removes entries of the feed that can concern no token any more. */
@Injectable()
export class ForgetRevocations extends Chore {
  override readonly done = 'outdated revocations removed';

  constructor(private readonly database: Database) {
    super();
  }

  override async execute(limit: number): Promise<number> {
    return (await this.database.run(purge, [limit])).length;
  }
}

const purge = statement<{ target: string }, [number]>(
  'revocations.purge',
  `DELETE FROM revocations WHERE (kind, target) IN (
     SELECT kind, target FROM revocations WHERE expires_at < statement_timestamp() AND kind NOT IN (${kindsThat(({ staysWhenExpired }) => staysWhenExpired)})
     ORDER BY expires_at LIMIT $1 FOR UPDATE SKIP LOCKED)
   RETURNING target`,
);
