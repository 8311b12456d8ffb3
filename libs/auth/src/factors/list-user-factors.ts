import { Injectable } from '@nestjs/common';
import { type FactorRecord, SecondFactors } from '#libs/factors';
import { Database } from '#libs/persistence';
import { Standing } from '#libs/revocations';

/** Tells which factors somebody has. */
@Injectable()
export class ListUserFactors {
  constructor(
    private readonly database: Database,
    private readonly standing: Standing,
    private readonly secondFactors: SecondFactors,
  ) {}

  /** The oldest first. @throws DomainError `user_not_found` */
  async execute(userId: string): Promise<FactorRecord[]> {
    await this.standing.assertUser(this.database, userId);
    return this.secondFactors.list(userId);
  }
}
