import { Injectable } from '@nestjs/common';
import { Chore } from '#libs/housekeeping';
import { Database, deletingExpired, statement } from '#libs/persistence';

/** Forgets logins at other providers that are over, whatever came of them. */
@Injectable()
export class ForgetUpstreamLogins extends Chore {
  override readonly done = 'logins at other providers forgotten';

  constructor(private readonly database: Database) {
    super();
  }

  override async execute(limit: number): Promise<number> {
    return (await this.database.run(purge, [limit])).length;
  }
}

const purge = statement<{ id: string }, [number]>('upstream_logins.purge', deletingExpired('upstream_logins'));
