import type { INestApplicationContext } from '@nestjs/common';
import { OPERATOR } from '#libs/authority';
import { DomainError } from '#libs/platform';
import { RevokeSessions } from '#libs/sessions';
import type { Report } from '../report.js';
import { findUserId, isId } from './find-user.js';

export async function revoke(app: INestApplicationContext, user: string, session: string | undefined): Promise<Report> {
  const id = await findUserId(app, user);
  if (session === undefined) {
    await app.get(RevokeSessions).all(OPERATOR, id);
    return { document: { user_id: id, session_id: null }, lines: [`All sessions of ${id} are over.`] };
  }
  if (!isId(session)) throw new DomainError('session_not_found');
  await app.get(RevokeSessions).one(OPERATOR, id, session.toLowerCase());
  return { document: { user_id: id, session_id: session }, lines: [`The session ${session} of ${id} is over.`] };
}
