import { Injectable } from '@nestjs/common';
import { Chore } from '#libs/housekeeping';
import { Database, deletingExpired, statement } from '#libs/persistence';

/** Removes set-password tokens that expired a week ago: so long a replay is recognised. */
@Injectable()
export class ForgetPasswordTokens extends Chore {
  override readonly done = 'set-password tokens forgotten';

  constructor(private readonly database: Database) {
    super();
  }

  override async execute(limit: number): Promise<number> {
    return (await this.database.run(purge, [limit])).length;
  }
}

const purge = statement<{ id: string }, [number]>(
  'password_tokens.purge',
  deletingExpired('password_tokens', `expires_at < statement_timestamp() - interval '7 days'`),
);
