import { Injectable } from '@nestjs/common';
import { Authority, type Caller } from '#libs/authority';
import { Database } from '#libs/persistence';
import type { PageRequest } from '#libs/platform';
import { Standing } from '#libs/revocations';
import type { SessionRecord } from './session.js';
import { Sessions } from './sessions.js';

/**
 * Shows the sessions of somebody else, but nobody's who holds more: what it shows, addresses and token ids, is enough to
 * bother them with.
 */
@Injectable()
export class ListUserSessions {
  constructor(
    private readonly database: Database,
    private readonly authority: Authority,
    private readonly standing: Standing,
    private readonly sessions: Sessions,
  ) {}

  /** As `Sessions.list` does. @throws DomainError `user_not_found`, `permission_not_held` */
  async execute(caller: Caller, userId: string, page: PageRequest, active: boolean): Promise<SessionRecord[]> {
    await this.standing.assertUser(this.database, userId);
    const held = await this.authority.ofCaller(this.database, caller);
    await this.authority.assertMayTouch(this.database, caller, held, userId);
    return this.sessions.list(userId, page, active);
  }
}
