import { Injectable } from '@nestjs/common';
import { Chore } from '#libs/housekeeping';
import { Database, deletingExpired, statement } from '#libs/persistence';

/** Forgets devices an hour after they could be let in: so long they are told what has become of it. */
@Injectable()
export class ForgetDevices extends Chore {
  override readonly done = 'waiting devices forgotten';

  constructor(private readonly database: Database) {
    super();
  }

  override async execute(limit: number): Promise<number> {
    return (await this.database.run(purge, [limit])).length;
  }
}

const purge = statement<{ id: string }, [number]>(
  'oidc.purge_devices',
  deletingExpired('device_authorizations', `expires_at < statement_timestamp() - interval '1 hour'`),
);
