import { Injectable } from '@nestjs/common';
import { Chore } from '#libs/housekeeping';
import { CensusOfAccounts, CensusOfSessions } from './census.js';

/** Counts accounts and sessions every quarter of an hour. */
@Injectable()
export class TakeCensuses extends Chore {
  override readonly done = 'accounts and sessions counted';
  override readonly isRoutine = true;

  constructor(
    private readonly censusOfAccounts: CensusOfAccounts,
    private readonly censusOfSessions: CensusOfSessions,
  ) {
    super();
  }

  override async execute(): Promise<number> {
    return (await this.censusOfAccounts.walk()) + (await this.censusOfSessions.walk());
  }
}
