import type { INestApplicationContext } from '@nestjs/common';
import { ListUserFactors, ResetFactors } from '#libs/auth';
import { OPERATOR } from '#libs/authority';
import { type Factor, toFactor } from '#libs/factors';
import type { Report } from '../report.js';
import { findUserId } from './find-user.js';

export async function listFactors(app: INestApplicationContext, user: string): Promise<Report> {
  const records = await app.get(ListUserFactors).execute(await findUserId(app, user));
  const factors = records.map(toFactor);
  return { document: { items: factors }, lines: factors.map(lineOf) };
}

/** Of whoever it is, the last administrator too: this is the way back in. */
export async function resetFactors(app: INestApplicationContext, user: string): Promise<Report> {
  const id = await findUserId(app, user);
  const removed = await app.get(ResetFactors).execute(OPERATOR, id);
  return {
    document: { user_id: id, removed },
    lines: [`The user ${id} has no second factor any more: ${removed} removed.`],
  };
}

function lineOf({ id, method, name, codes_left, last_used_at }: Factor): string {
  const what = codes_left === null ? (name ?? '') : `${codes_left} left`;
  return `${id} ${method.padEnd(13)} ${what}, ${last_used_at === null ? 'never used' : `last used ${last_used_at}`}`;
}
