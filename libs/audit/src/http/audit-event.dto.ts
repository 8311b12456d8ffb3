import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { AUDIT_EVENT_KINDS, type AuditEventKind } from '#libs/contracts';
import {
  CLIENT_ADDRESS,
  IsId,
  IsOneOf,
  IsRfc3339,
  IsRoleName,
  IsText,
  MayBeAbsent,
  NextCursor,
  normalAddress,
  PageQuery,
  parseRfc3339,
  Shown,
  text,
} from '#libs/platform';
import type { AuditFilter, AuditRecord } from '../select-events.js';

/**
 * One security event. Nothing that is in the trail is ever changed or removed, with two exceptions: when an account is deleted,
 * `ip` and `user_agent` of what it did become null; and the operator may have old events removed.
 */
export class AuditEvent {
  /** @example "0199b2c4-7d1e-7c3a-9f52-1b0c5a7e4d21" */
  @ApiProperty({ format: 'uuid' })
  id!: string;

  @ApiProperty({ enum: AUDIT_EVENT_KINDS, enumName: 'AuditEventKind' })
  kind!: AuditEventKind;

  @ApiProperty({ format: 'date-time' })
  occurred_at!: string;

  /** The user or service client that did it; null for strangers, for the command line and for the service itself. */
  @ApiProperty({ type: String, format: 'uuid', nullable: true })
  actor_id!: string | null;

  /**
   * What it was done to: the id of a user, a session, a client or a key, or the name of a role or permission.
   * @example "support"
   */
  @ApiProperty({ type: String, nullable: true })
  @Shown(text(256))
  target_id!: string | null;

  /**
   * The address that it was done from.
   * @example "203.0.113.7"
   */
  @ApiProperty({ type: String, nullable: true })
  @Shown(CLIENT_ADDRESS)
  ip!: string | null;

  /** The browser or program that it was done with, as it called itself. */
  @ApiProperty({ type: String, nullable: true })
  @Shown(text(256))
  user_agent!: string | null;

  /**
   * Ids, states and reasons, and `before` and `after` where something has changed.
   * @example { "before": { "status": "active" }, "after": { "status": "disabled" } }
   */
  @ApiProperty({ type: 'object', additionalProperties: true })
  @Shown({ maxProperties: 64 })
  details!: Readonly<Record<string, unknown>>;
}

/** One part of the audit trail, newest first. */
export class AuditEventPage {
  @ApiProperty({ maxItems: 100 })
  items!: AuditEvent[];

  /** Where the next part starts; null at the end. */
  @NextCursor()
  next_cursor!: string | null;
}

/** Which events to list. */
export class AuditEventQuery extends PageQuery {
  /** Only what this user or service client has done. */
  @ApiPropertyOptional({ format: 'uuid' })
  @MayBeAbsent()
  @IsId()
  actor?: string;

  /**
   * Only what was done to this: the id of a user, client, session or key, not an address; or the name of a role or
   * permission. A login is done to its session.
   * @example "support"
   */
  @MayBeAbsent()
  @IsText({ minLength: 1, maxLength: 256 })
  target?: string;

  /** Only what is about this user: what they have done, logins among it, and what was done to them or their sessions. */
  @ApiPropertyOptional({ format: 'uuid' })
  @MayBeAbsent()
  @IsId()
  subject?: string;

  /**
   * Only who was given this role, and from whom it was taken. What was done to the role itself has it as its `target`.
   * @example "support"
   */
  @MayBeAbsent()
  @IsRoleName()
  role?: string;

  /**
   * Only what was done from this address, in whatever form it is written. Of a network each address is asked for by itself.
   * @example "203.0.113.7"
   */
  @MayBeAbsent()
  @IsText(CLIENT_ADDRESS)
  ip?: string;

  /** Only events of this kind. */
  @ApiPropertyOptional({ enum: AUDIT_EVENT_KINDS, enumName: 'AuditEventKind' })
  @MayBeAbsent()
  @IsOneOf(AUDIT_EVENT_KINDS)
  kind?: AuditEventKind;

  /** Only events of this time and later. */
  @ApiPropertyOptional({ format: 'date-time' })
  @MayBeAbsent()
  @IsRfc3339()
  since?: string;

  /** Only events before this time. */
  @ApiPropertyOptional({ format: 'date-time' })
  @MayBeAbsent()
  @IsRfc3339()
  until?: string;
}

export function filterOf({ actor, target, subject, role, ip, kind, since, until }: AuditEventQuery): AuditFilter {
  const time = (text: string | undefined): Date | undefined => (text === undefined ? undefined : parseRfc3339(text));
  // What is no address is not found.
  const address = ip === undefined ? undefined : (normalAddress(ip) ?? ip);
  return { actor, target, subject, role, ip: address, kind, since: time(since), until: time(until) };
}

export function toAuditEvent({ occurred_at, ...same }: AuditRecord): AuditEvent {
  return { ...same, occurred_at: occurred_at.toISOString() };
}
