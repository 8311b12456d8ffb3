import { Injectable } from '@nestjs/common';
import { Chore } from '#libs/housekeeping';
import { Database, statement } from '#libs/persistence';

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

// A role that was deleted stays, so that one of its name goes on with its versions.
const purge = statement<{ target: string }, [number]>(
  'revocations.purge',
  `DELETE FROM revocations WHERE (kind, target) IN (
     SELECT kind, target FROM revocations WHERE expires_at < statement_timestamp() AND kind <> 'role'
     ORDER BY expires_at LIMIT $1 FOR UPDATE SKIP LOCKED)
   RETURNING target`,
);
