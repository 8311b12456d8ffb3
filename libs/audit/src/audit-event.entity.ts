import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** One security event. Rows are only ever added; see `EraseTraces` and `ForgetEvents` for the two exceptions. */
@Entity('audit_events')
@Index('audit_events_actor_id_id_idx', ['actor_id', 'id'])
@Index('audit_events_target_id_id_idx', ['target_id', 'id'])
@Index('audit_events_kind_id_idx', ['kind', 'id'])
@Index('audit_events_ip_id_idx', ['ip', 'id'])
// For who was given a role, and for what was done to sessions of a user; TypeORM has no word for an expression.
@Index('audit_events_role_kind_id_idx', { synchronize: false })
@Index('audit_events_user_id_id_idx', { synchronize: false })
@Index('audit_events_actor_kind_id_idx', { synchronize: false })
@Index('audit_events_target_kind_id_idx', { synchronize: false })
@Index('audit_events_user_kind_id_idx', { synchronize: false })
@Index('audit_events_ip_kind_id_idx', { synchronize: false })
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
