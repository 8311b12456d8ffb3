import type { INestApplicationContext } from '@nestjs/common';
import { type AuditFilter, type AuditRecord, AuditTrail, EventNames, type NamedEvent } from '#libs/audit';
import type { AuditEventKind } from '#libs/contracts';
import { soughtAddress } from '#libs/platform';
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
  const names = app.get(EventNames);
  const show = async (events: readonly AuditRecord[]): Promise<void> => {
    const named = await names.of(events, () => true);
    print(named.map(event => (json === true ? JSON.stringify(event) : lineOf(event))));
  };
  const following = new FollowAudit(app.get(AuditTrail), filter);
  await show(await following.begin(limit));
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
    kinds: kind && [kind],
    role,
    ip: soughtAddress(ip),
    subject: subject === undefined ? undefined : await findUserId(app, subject),
    actor: actor === undefined ? undefined : await findUserId(app, actor),
    target: target?.includes('@') === true ? await findUserId(app, target) : target,
  };
}

function lineOf(event: NamedEvent): string {
  const { occurred_at, kind, target, target_id, owner, ip, details } = event;
  const parts = [occurred_at.toISOString(), kind.padEnd(26), `by ${actorOf(event)}`];
  if (target_id !== null) parts.push(`on ${called(target_id, target?.label)}`);
  if (owner !== null && owner.label !== null) parts.push(`of ${owner.label}`);
  if (ip !== null) parts.push(`from ${ip}`);
  if (Object.keys(details).length > 0) parts.push(JSON.stringify(details));
  return parts.join(' ');
}

function actorOf({ actor: { kind, id, label } }: NamedEvent): string {
  if (id !== null) return called(id, label);
  return kind === 'stranger' ? '-' : kind;
}

/** The id first: by that things are found. */
const called = (id: string, label: string | null | undefined): string =>
  label === null || label === undefined || label === id ? id : `${id} (${label})`;

function interrupted(): AbortSignal {
  const interruption = new AbortController();
  for (const name of ['SIGINT', 'SIGTERM'] as const) process.once(name, () => interruption.abort());
  return interruption.signal;
}
