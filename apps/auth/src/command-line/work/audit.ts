import type { INestApplicationContext } from '@nestjs/common';
import { type AuditFilter, type AuditRecord, AuditTrail } from '#libs/audit';
import type { AuditEventKind } from '#libs/contracts';
import { print, type ReportOptions } from '../report.js';
import { findUserId } from './find-user.js';
import { FollowAudit } from './follow-audit.js';

export interface TailOptions extends ReportOptions {
  readonly kind?: AuditEventKind;
  readonly actor?: string;
  readonly target?: string;
  readonly limit: number;
  readonly follow?: boolean;
}

export async function tail(
  app: INestApplicationContext,
  { limit, follow, json, ...options }: TailOptions,
): Promise<void> {
  const filter = await filterOf(app, options);
  const show = (events: readonly AuditRecord[]): void =>
    print(events.map(event => (json === true ? JSON.stringify(event) : lineOf(event))));
  const following = new FollowAudit(app.get(AuditTrail), filter);
  show(await following.begin(limit));
  if (follow === true) await following.go(show, interrupted());
}

async function filterOf(
  app: INestApplicationContext,
  { kind, actor, target }: Pick<TailOptions, 'kind' | 'actor' | 'target'>,
): Promise<AuditFilter> {
  return {
    kind,
    actor: actor === undefined ? undefined : await findUserId(app, actor),
    target: target?.includes('@') === true ? await findUserId(app, target) : target,
  };
}

function lineOf({ occurred_at, kind, actor_id, target_id, ip, details }: AuditRecord): string {
  const parts = [occurred_at.toISOString(), kind.padEnd(26), `by ${actor_id ?? '-'}`];
  if (target_id !== null) parts.push(`on ${target_id}`);
  if (ip !== null) parts.push(`from ${ip}`);
  if (Object.keys(details).length > 0) parts.push(JSON.stringify(details));
  return parts.join(' ');
}

function interrupted(): AbortSignal {
  const interruption = new AbortController();
  for (const name of ['SIGINT', 'SIGTERM'] as const) process.once(name, () => interruption.abort());
  return interruption.signal;
}
