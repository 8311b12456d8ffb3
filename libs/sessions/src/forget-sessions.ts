import { Injectable } from '@nestjs/common';
import { Chore } from '#libs/housekeeping';
import { Database, deletingExpired, statement } from '#libs/persistence';

/** Removes sessions that are past their absolute end; no token of theirs can be alive. */
@Injectable()
export class ForgetSessions extends Chore {
  override readonly done = 'expired sessions removed';

  constructor(private readonly database: Database) {
    super();
  }

  override async execute(limit: number): Promise<number> {
    return (await this.database.run(purge, [limit])).length;
  }
}

const purge = statement<{ id: string }, [number]>('sessions.purge', deletingExpired('sessions'));
