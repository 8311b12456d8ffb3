import { ApiProperty } from '@nestjs/swagger';
import { AUDIT_EVENT_KINDS, type AuditEventKind } from '#libs/contracts';
import { CLIENT_ADDRESS, NextCursor, Shown, text } from '#libs/platform';
import { ACTOR_KINDS, type ActorKind } from '../names/actor-kind.js';
import type { NamedEvent } from '../names/event-names.js';
import { TARGET_KINDS, type TargetKind } from '../names/target-kinds.js';
import type { AuditRecord } from '../select-events.js';

const MAX_LABEL_LENGTH = 256;

/**
 * One security event. Nothing that is in the trail is ever changed or removed, with two exceptions: when an account is deleted,
 * `ip` and `user_agent` of what it did become null; and the operator may have old events removed.
 */
export class RecordedEvent {
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

/** Who did something. */
export class AuditActor {
  /** Strangers are those who have not shown who they are; the operator has used the command line. */
  @ApiProperty({ enum: ACTOR_KINDS, enumName: 'AuditActorKind' })
  kind!: ActorKind;

  /** Of a user or a service client; else null. */
  @ApiProperty({ type: String, format: 'uuid', nullable: true })
  id!: string | null;

  /**
   * The address of the user or the name of the client, as it is now; null where it is gone or erased, and for who may not read
   * users, or clients.
   * @example "grace@example.org"
   */
  @ApiProperty({ type: String, nullable: true })
  @Shown(text(MAX_LABEL_LENGTH))
  label!: string | null;
}

/** What something was done to. */
export class AuditTarget {
  @ApiProperty({ enum: TARGET_KINDS, enumName: 'AuditTargetKind' })
  kind!: TargetKind;

  /** @example "0199b2c4-7d1e-7c3a-9f52-1b0c5a7e4d21" */
  @ApiProperty()
  @Shown(text(256))
  id!: string;

  /**
   * The address of a user, or the name of a client, a provider, a role or a permission, as it is now; of an application's
   * session or device its name, and of a login elsewhere the provider's. Null where there is none, where it is gone or erased, and for
   * who may not read users, clients or providers.
   * @example "ada@example.org"
   */
  @ApiProperty({ type: String, nullable: true })
  @Shown(text(MAX_LABEL_LENGTH))
  label!: string | null;
}

/** One security event, with the names of those whom it is about. */
export class AuditEvent extends RecordedEvent {
  // It has nothing to add, and so what is said of the inherited fields is said of this class's too.
  @Shown({})
  actor!: AuditActor;

  /** Null where it is known of nothing in particular. */
  @ApiProperty({ type: AuditTarget, nullable: true })
  target!: AuditTarget | null;

  /** Whose the target is, where it is no user itself: of a session whoever is logged in. */
  @ApiProperty({ type: AuditActor, nullable: true })
  owner!: AuditActor | null;
}

/** One part of the audit trail, newest first. */
export class AuditEventPage {
  @ApiProperty({ maxItems: 100 })
  items!: AuditEvent[];

  /** Where the next part starts; null at the end. */
  @NextCursor()
  next_cursor!: string | null;
}

export function toRecordedEvent({ occurred_at, ...same }: AuditRecord): RecordedEvent {
  return { ...same, occurred_at: occurred_at.toISOString() };
}

export function toAuditEvent({ actor, target, owner, ...record }: NamedEvent): AuditEvent {
  return {
    ...toRecordedEvent(record),
    actor,
    target: target === null ? null : { ...target, id: target.id ?? '' },
    owner,
  };
}
