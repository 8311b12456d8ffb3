import type { INestApplicationContext } from '@nestjs/common';
import {
  CreatePasswordToken,
  CreateUserRequest,
  DeleteUser,
  type InvitedUser,
  InviteUser,
  type MailedPasswordToken,
  UpdateUser,
} from '#libs/auth';
import { OPERATOR } from '#libs/authority';
import { Config } from '#libs/platform';
import { toUserRole, UserRoles } from '#libs/roles';
import { toUser, UserDirectory, type UserFilter, type UserRecord, Users } from '#libs/users';
import type { Report } from '../report.js';
import { findUserId } from './find-user.js';
import { untilThen } from './roles.js';
import { validated } from './validated.js';

export async function createUser(
  app: INestApplicationContext,
  request: { email: string; roles?: string[]; send_invitation?: boolean },
): Promise<Report> {
  const { email, roles = [], send_invitation = false } = await validated(CreateUserRequest, request);
  const invitation = { email, roles, ext: null };
  if (send_invitation) return reportMailed(await app.get(InviteUser).byMail(OPERATOR, invitation));
  const { user, password_token } = await app.get(InviteUser).execute(OPERATOR, invitation);
  const set_password_token = password_token.token;
  const set_password_expires_at = password_token.expires_at.toISOString();
  return {
    document: { ...toUser(user), set_password_token, set_password_expires_at },
    lines: [lineOf(user), ...linesOfToken(app, set_password_token, set_password_expires_at)],
  };
}

function reportMailed({ user, password_token: { expires_at } }: InvitedUser<MailedPasswordToken>): Report {
  const end = expires_at.toISOString();
  return {
    document: { ...toUser(user), set_password_expires_at: end },
    lines: [lineOf(user), lineOfMail(end)],
  };
}

export async function setStatus(
  app: INestApplicationContext,
  user: string,
  status: 'active' | 'disabled',
): Promise<Report> {
  const changed = await app.get(UpdateUser).execute(OPERATOR, await findUserId(app, user), { status });
  return { document: toUser(changed), lines: [lineOf(changed)] };
}

export async function showUser(app: INestApplicationContext, user: string): Promise<Report> {
  const found = await app.get(Users).get(await findUserId(app, user));
  const grants = (await app.get(UserRoles).list(found.id)).map(toUserRole);
  const claims = found.ext === null ? [] : [`  claims ${JSON.stringify(found.ext)}`];
  return {
    document: { ...toUser(found), roles: grants },
    lines: [lineOf(found), ...grants.map(({ role, expires_at }) => `  ${role}${untilThen(expires_at)}`), ...claims],
  };
}

/** Of whoever it is, the last administrator too: this is the way back in. */
export async function resetPassword(app: INestApplicationContext, user: string, byMail: boolean): Promise<Report> {
  const id = await findUserId(app, user);
  if (byMail) {
    const { purpose, expires_at } = await app.get(CreatePasswordToken).byMail(OPERATOR, id);
    const end = expires_at.toISOString();
    return { document: { user_id: id, purpose, expires_at: end }, lines: [lineOfMail(end)] };
  }
  const { token, purpose, expires_at } = await app.get(CreatePasswordToken).execute(OPERATOR, id);
  const end = expires_at.toISOString();
  return {
    document: { user_id: id, token, purpose, expires_at: end },
    lines: linesOfToken(app, token, end),
  };
}

export async function deleteUser(app: INestApplicationContext, user: string): Promise<Report> {
  const id = await findUserId(app, user);
  await app.get(DeleteUser).execute(OPERATOR, id);
  return { document: { user_id: id }, lines: [`The user ${id} is deleted.`] };
}

export async function listUsers(app: INestApplicationContext, filter: UserFilter, limit: number): Promise<Report> {
  const found = await app.get(UserDirectory).list({ after: undefined, limit }, filter);
  const users = found.slice(0, limit);
  return { document: { items: users.map(toUser) }, lines: users.map(lineOf) };
}

/** The page is there only where the service has pages. */
function linesOfToken(app: INestApplicationContext, token: string, end: string): string[] {
  const { issuer, pages } = app.get(Config);
  const hint = pages === 'on' ? [`It can be pasted at ${issuer}/account#/set-password`] : [];
  return [`Token to set a password with, good until ${end}:`, token, ...hint];
}

/** The service sends it: this program only leaves it there. */
const lineOfMail = (end: string): string => `A link by which to set a password is mailed; it is good until ${end}.`;

const lineOf = ({ id, status, email }: UserRecord): string => `${id} ${status.padEnd(8)} ${email}`;
