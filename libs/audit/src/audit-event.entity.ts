import { Column, Entity, PrimaryColumn } from 'typeorm';

/** One security event. Rows are only ever added. */
@Entity('audit_events')
export class AuditEventEntity {
  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'audit_events_pkey' })
  id!: string;

  @Column({ type: 'text' })
  kind!: string;

  @Column({ type: 'timestamptz', default: () => 'now()' })
  occurred_at!: Date;

  /** The user or service client that did it; null for strangers and for the service itself. */
  @Column({ type: 'uuid', nullable: true })
  actor_id!: string | null;

  /** What it was done to: a user's, session's or key's id, or a role's name. */
  @Column({ type: 'text', nullable: true })
  target_id!: string | null;

  @Column({ type: 'text', nullable: true })
  ip!: string | null;

  @Column({ type: 'text', nullable: true })
  user_agent!: string | null;

  @Column({ type: 'jsonb', default: {} })
  details!: Record<string, unknown>;
}
