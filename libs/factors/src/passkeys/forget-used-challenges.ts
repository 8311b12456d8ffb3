import { Injectable } from '@nestjs/common';
import { Chore } from '#libs/housekeeping';
import { Database, deletingExpired, statement } from '#libs/persistence';

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

const purge = statement<{ id: Buffer }, [number]>(
  'passkeys.purge_used_challenges',
  deletingExpired('used_passkey_challenges'),
);
