import type { INestApplicationContext } from '@nestjs/common';
import { OPERATOR } from '#libs/authority';
import {
  CreateRole,
  GrantRole,
  RevokeRole,
  RoleChange,
  type Role,
  RoleCatalogue,
  RoleToMake,
  toRole,
  toUserRole,
  UpdateRole,
  UserRoles,
  wholeDefinition,
} from '#libs/roles';
import type { Report } from '../report.js';
import { findUserId } from './find-user.js';
import { validated } from './validated.js';

/** Roles are few; the list is read in one go. */
const MOST_ROLES = 10_000;

/** @param user only those that this user has */
export async function listRoles(app: INestApplicationContext, user: string | undefined): Promise<Report> {
  if (user !== undefined) return grantsOf(app, await findUserId(app, user));
  const roles = (await app.get(RoleCatalogue).list({ after: undefined, limit: MOST_ROLES })).map(toRole);
  return { document: { items: roles }, lines: roles.map(lineOf) };
}

export async function createRole(app: INestApplicationContext, request: object): Promise<Report> {
  const { name, ...definition } = await validated(RoleToMake, request);
  const role = toRole(await app.get(CreateRole).execute(OPERATOR, name, wholeDefinition(definition)));
  return { document: role, lines: [lineOf(role)] };
}

export async function updateRole(app: INestApplicationContext, name: string, request: object): Promise<Report> {
  const change = await validated(RoleChange, request);
  const role = toRole(await app.get(UpdateRole).execute(OPERATOR, name, change, undefined));
  return { document: role, lines: [lineOf(role)] };
}

const lineOf = ({ name, effective_permissions, effective_requires_mfa }: Role): string =>
  `${name.padEnd(20)} ${effective_permissions.join(' ')}`.trimEnd() +
  (effective_requires_mfa ? ' (second factor)' : '');

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
  return {
    document: { user_id: userId, items: grants },
    lines: grants.map(({ role, expires_at }) => `${userId} ${role}${untilThen(expires_at)}`),
  };
}

/** Says when a grant ends, if it does. */
export const untilThen = (time: string | null): string => (time === null ? '' : ` until ${time}`);
