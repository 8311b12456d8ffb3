import { Injectable } from '@nestjs/common';
import { Chore } from '#libs/housekeeping';
import { Database, statement } from '#libs/persistence';

/** Forgets authorization codes a day after they were good: so long a second use is recognised. */
@Injectable()
export class ForgetCodes extends Chore {
  override readonly done = 'authorization codes forgotten';

  constructor(private readonly database: Database) {
    super();
  }

  override async execute(limit: number): Promise<number> {
    return (await this.database.run(purge, [limit])).length;
  }
}

const purge = statement<{ client_id: string }, [number]>(
  'oidc.purge_codes',
  `DELETE FROM authorization_codes WHERE code_hash IN (
     SELECT code_hash FROM authorization_codes WHERE expires_at < statement_timestamp() - interval '1 day'
     ORDER BY expires_at LIMIT $1 FOR UPDATE SKIP LOCKED)
   RETURNING client_id`,
);
