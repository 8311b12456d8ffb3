import type { INestApplicationContext } from '@nestjs/common';
import { OPERATOR } from '#libs/authority';
import { GrantRole, RevokeRole, RoleCatalogue, toRole, toUserRole, UserRoles } from '#libs/roles';
import type { Report } from '../report.js';
import { findUserId } from './find-user.js';

/** Roles are few; the list is read in one go. */
const MOST_ROLES = 10_000;

export async function listRoles(app: INestApplicationContext): Promise<Report> {
  const roles = (await app.get(RoleCatalogue).list({ after: undefined, limit: MOST_ROLES })).map(toRole);
  const lines = roles.map(({ name, effective_permissions }) => `${name.padEnd(20)} ${effective_permissions.join(' ')}`);
  return { document: { items: roles }, lines: lines.map(line => line.trimEnd()) };
}

export async function grant(
  app: INestApplicationContext,
  user: string,
  role: string,
  expiresAt: Date | null,
): Promise<Report> {
  const id = await findUserId(app, user);
  await app.get(GrantRole).execute(OPERATOR, id, role, expiresAt);
  return grantsOf(app, id);
}

export async function revoke(app: INestApplicationContext, user: string, role: string): Promise<Report> {
  const id = await findUserId(app, user);
  await app.get(RevokeRole).execute(OPERATOR, id, role);
  return grantsOf(app, id);
}

async function grantsOf(app: INestApplicationContext, userId: string): Promise<Report> {
  const grants = (await app.get(UserRoles).list(userId)).map(toUserRole);
  const until = (time: string | null): string => (time === null ? '' : ` until ${time}`);
  return {
    document: { user_id: userId, items: grants },
    lines: grants.map(({ role, expires_at }) => `${userId} ${role}${until(expires_at)}`),
  };
}
