import type { INestApplicationContext } from '@nestjs/common';
import { type AuditFilter, type AuditRecord, AuditTrail } from '#libs/audit';
import { OPERATOR } from '#libs/authority';
import type { AuditEventKind } from '#libs/contracts';
import { normalAddress } from '#libs/platform';
import { print, type ReportOptions } from '../report.js';
import { findUserId } from './find-user.js';
import { FollowAudit } from './follow-audit.js';

export interface TailOptions extends ReportOptions {
  readonly kind?: AuditEventKind;
  readonly actor?: string;
  readonly target?: string;
  readonly subject?: string;
  readonly role?: string;
  readonly ip?: string;
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
  {
    kind,
    actor,
    target,
    subject,
    role,
    ip,
  }: Pick<TailOptions, 'kind' | 'actor' | 'target' | 'subject' | 'role' | 'ip'>,
): Promise<AuditFilter> {
  return {
    kind,
    role,
    ip: ip === undefined ? undefined : (normalAddress(ip) ?? ip),
    subject: subject === undefined ? undefined : await findUserId(app, subject),
    actor: actor === undefined ? undefined : await findUserId(app, actor),
    target: target?.includes('@') === true ? await findUserId(app, target) : target,
  };
}

function lineOf(event: AuditRecord): string {
  const { occurred_at, kind, target_id, ip, details } = event;
  const parts = [occurred_at.toISOString(), kind.padEnd(26), `by ${actorOf(event)}`];
  if (target_id !== null) parts.push(`on ${target_id}`);
  if (ip !== null) parts.push(`from ${ip}`);
  if (Object.keys(details).length > 0) parts.push(JSON.stringify(details));
  return parts.join(' ');
}

/** Who has no id. Whoever comes over the network has an address, and so cannot pass for the operator by a name. */
function actorOf({ actor_id, ip, user_agent }: AuditRecord): string {
  if (actor_id !== null) return actor_id;
  if (ip !== null) return '-';
  return user_agent === OPERATOR.user_agent ? 'operator' : 'service';
}

function interrupted(): AbortSignal {
  const interruption = new AbortController();
  for (const name of ['SIGINT', 'SIGTERM'] as const) process.once(name, () => interruption.abort());
  return interruption.signal;
}
