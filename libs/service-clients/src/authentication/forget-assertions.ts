import { Injectable } from '@nestjs/common';
import { Chore } from '#libs/housekeeping';
import { Database, statement } from '#libs/persistence';

/** Forgets the ids of assertions that are refused for their age by now. */
@Injectable()
export class ForgetAssertions extends Chore {
  override readonly done = 'used assertions forgotten';

  constructor(private readonly database: Database) {
    super();
  }

  override async execute(limit: number): Promise<number> {
    return (await this.database.run(purge, [limit])).length;
  }
}

const purge = statement<{ jti: string }, [number]>(
  'clients.purge_assertions',
  `DELETE FROM client_assertions WHERE (client_id, jti) IN (
     SELECT client_id, jti FROM client_assertions WHERE expires_at < statement_timestamp()
     ORDER BY expires_at LIMIT $1 FOR UPDATE SKIP LOCKED)
   RETURNING jti`,
);
