import { Injectable } from '@nestjs/common';
import { Database } from '#libs/persistence';
import { RoleGrants } from '#libs/roles';
import { type ApplicationSession, ApplicationSessions } from '#libs/sessions';
import { Users } from '#libs/users';

/** What an application may know of the person who has let it in (OpenID Connect Core §5.1). */
export interface PersonClaims {
  readonly email?: string;
  readonly email_verified?: boolean;
  readonly roles?: readonly string[];
}

export interface DescribedPerson {
  readonly session: ApplicationSession;
  readonly claims: PersonClaims;
}

/** Tells an application who has logged in, as far as it may know. */
@Injectable()
export class DescribePerson {
  constructor(
    private readonly database: Database,
    private readonly applicationSessions: ApplicationSessions,
    private readonly users: Users,
    private readonly roleGrants: RoleGrants,
  ) {}

  /** @returns undefined if the session is over, or none of an application */
  async execute(sessionId: string): Promise<DescribedPerson | undefined> {
    const session = await this.applicationSessions.find(sessionId);
    if (session === undefined) return undefined;
    return { session, claims: { ...(await this.addressFor(session)), ...(await this.rolesFor(session)) } };
  }

  private async addressFor({ scope, user_id }: ApplicationSession): Promise<PersonClaims> {
    if (!scope.includes('email')) return {};
    const { email, email_verified } = await this.users.getOwn(user_id);
    return { email, email_verified };
  }

  private async rolesFor({ scope, user_id, amr }: ApplicationSession): Promise<PersonClaims> {
    if (!scope.includes('roles')) return {};
    const snapshot = await this.roleGrants.snapshot(this.database, user_id, amr);
    return { roles: snapshot?.roles ?? [] };
  }
}
