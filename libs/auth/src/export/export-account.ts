import { Injectable } from '@nestjs/common';
import { type Actor, Audit, type AuditFilter, type AuditRecord, AuditTrail } from '#libs/audit';
import { type FactorRecord, SecondFactors } from '#libs/factors';
import { Database } from '#libs/persistence';
import type { PageRequest } from '#libs/platform';
import { type RoleGrant, UserRoles } from '#libs/roles';
import { type SessionRecord, Sessions } from '#libs/sessions';
import { type IdentityRecord, LinkedIdentities } from '#libs/upstream';
import { Links, type ShownLink, type UserRecord, Users } from '#libs/users';

const PAGE_SIZE = 100;

/** Everything that the service knows of somebody. The long lists come in parts, so that no more than one is in memory. */
export interface AccountExport {
  readonly account: UserRecord;
  readonly grants: readonly RoleGrant[];
  readonly factors: readonly FactorRecord[];
  readonly identities: readonly IdentityRecord[];
  readonly links: readonly ShownLink[];
  readonly sessions: AsyncIterable<readonly SessionRecord[]>;
  /** What they did, and then what was done to them. */
  readonly events: AsyncIterable<readonly AuditRecord[]>;
}

/** Hands people what the service knows of them. */
@Injectable()
export class ExportAccount {
  constructor(
    private readonly database: Database,
    private readonly users: Users,
    private readonly userRoles: UserRoles,
    private readonly secondFactors: SecondFactors,
    private readonly linkedIdentities: LinkedIdentities,
    private readonly links: Links,
    private readonly sessions: Sessions,
    private readonly auditTrail: AuditTrail,
    private readonly audit: Audit,
  ) {}

  /** @throws DomainError `invalid_token` if the account is gone since the token was verified */
  async execute(actor: Actor, userId: string): Promise<AccountExport> {
    const [account, grants, factors, identities, links] = await Promise.all([
      this.users.getOwn(userId),
      this.userRoles.list(userId),
      this.secondFactors.list(userId),
      this.linkedIdentities.listOf(userId),
      this.links.listOf(userId),
    ]);
    await this.audit.record(this.database, { kind: 'user_exported', actor, target: userId });
    const sessions = inParts(page => this.sessions.list(userId, page, false));
    return { account, grants, factors, identities, links, sessions, events: this.eventsOf(userId) };
  }

  private async *eventsOf(userId: string): AsyncGenerator<readonly AuditRecord[]> {
    for await (const events of this.events({ actor: userId })) {
      yield events.map(event => (concerns(event, userId) ? event : { ...event, details: {} }));
    }
    for await (const events of this.events({ target: userId })) {
      // What they did to themselves was among the first. From where others did it is not theirs to know.
      yield events.filter(event => event.actor_id !== userId).map(withoutOrigin);
    }
  }

  private events(filter: AuditFilter): AsyncGenerator<AuditRecord[]> {
    return inParts(page => this.auditTrail.list(filter, page));
  }
}

/** @param read gives one row more than asked for, if there is more */
async function* inParts<T extends { readonly id: string }>(
  read: (page: PageRequest) => Promise<T[]>,
): AsyncGenerator<T[]> {
  for (let after: string | undefined; ;) {
    const rows = await read({ limit: PAGE_SIZE, after });
    const part = rows.slice(0, PAGE_SIZE);
    if (part.length > 0) yield part;
    if (rows.length <= PAGE_SIZE) return;
    after = part.at(-1)?.id;
  }
}

/** Whether it was done to this user: what was done to others is theirs, by whomever. */
const concerns = ({ target_id, details }: AuditRecord, userId: string): boolean =>
  target_id === userId || details['user_id'] === userId;

/** Strangers, who have no id, may have been the person: attempts to log in, above all. */
function withoutOrigin(event: AuditRecord): AuditRecord {
  return event.actor_id === null ? event : { ...event, ip: null, user_agent: null };
}
