import { Injectable } from '@nestjs/common';
import { Database } from '#libs/persistence';
import { Standing } from '#libs/revocations';
import { type IdentityRecord, LinkedIdentities } from '#libs/upstream';

/** By which other providers somebody can log in, for an administrator to see. */
@Injectable()
export class ListUserIdentities {
  constructor(
    private readonly database: Database,
    private readonly standing: Standing,
    private readonly linkedIdentities: LinkedIdentities,
  ) {}

  /** @throws DomainError `user_not_found` */
  async execute(userId: string): Promise<IdentityRecord[]> {
    await this.standing.assertUser(this.database, userId);
    return this.linkedIdentities.listOf(userId);
  }
}
