import { Injectable } from '@nestjs/common';
import { Chore } from '#libs/housekeeping';
import { Database, deletingExpired, statement } from '#libs/persistence';

/** Forgets requests for codes that have expired: whatever was done with them, they are worthless. */
@Injectable()
export class ForgetLoginCodes extends Chore {
  override readonly done = 'login codes forgotten';

  constructor(private readonly database: Database) {
    super();
  }

  override async execute(limit: number): Promise<number> {
    return (await this.database.run(purge, [limit])).length;
  }
}

const purge = statement<{ id: string }, [number]>('login_codes.purge', deletingExpired('login_codes'));
