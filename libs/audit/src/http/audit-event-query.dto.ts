import { ApiPropertyOptional, OmitType } from '@nestjs/swagger';
import { AUDIT_EVENT_KINDS, type AuditEventKind } from '#libs/contracts';
import {
  CLIENT_ADDRESS,
  IsId,
  IsOneOf,
  IsRfc3339,
  IsRoleName,
  IsText,
  MayBeAbsent,
  PageQuery,
  parseRfc3339,
  soughtAddress,
} from '#libs/platform';
import type { AuditFilter } from '../select-events.js';

/** Each is looked for by itself, for each of the ways in which an event may be about somebody. */
const MAX_KINDS = 20;
const ONE_KIND = `(${AUDIT_EVENT_KINDS.join('|')})`;
const KINDS = { pattern: `^${ONE_KIND}(,${ONE_KIND}){0,${MAX_KINDS - 1}}$`, maxLength: MAX_KINDS * 32 };

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

  /**
   * Only events of these kinds, at most 20, with commas between; those of `kind` as well, where both are given.
   * @example "authz_role_granted,authz_role_revoked"
   */
  @MayBeAbsent()
  @IsText(KINDS, { message: `At most ${MAX_KINDS} kinds of audit events, with commas between.` })
  kinds?: string;

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

export const EXPORT_FORMATS = ['csv', 'ndjson'] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

/** Which events to hand out, and how they are written. */
export class AuditExportQuery extends OmitType(AuditEventQuery, ['limit', 'cursor'] as const) {
  /** As a table by RFC 4180, or as lines of JSON. */
  @ApiPropertyOptional({ enum: EXPORT_FORMATS, default: 'csv' })
  @MayBeAbsent()
  @IsOneOf(EXPORT_FORMATS)
  format: ExportFormat = 'csv';
}

export function filterOf(query: Omit<AuditEventQuery, keyof PageQuery>): AuditFilter {
  const { actor, target, subject, role, ip, kind, kinds, since, until } = query;
  const wanted = [...(kind === undefined ? [] : [kind]), ...((kinds?.split(',') ?? []) as AuditEventKind[])];
  return {
    actor,
    target,
    subject,
    role,
    ip: soughtAddress(ip),
    kinds: wanted.length === 0 ? undefined : wanted,
    since: parseRfc3339(since),
    until: parseRfc3339(until),
  };
}
