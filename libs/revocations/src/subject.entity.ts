import { Check, Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** A user or a service client as far as its standing goes: the one row that decides what is still valid of theirs. */
@Entity('subjects')
@Index('subjects_to_sweep_idx', ['id'], { where: 'sessions_epoch > swept_epoch' })
@Index('subjects_status_id_idx', ['status', 'id'], { where: `status <> 'active'` })
@Check('subjects_kind_check', `kind IN ('user', 'client')`)
@Check('subjects_status_check', `status IN ('active', 'invited', 'disabled', 'deleted')`)
export class SubjectEntity {
  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'subjects_pkey' })
  id!: string;

  @Column({ type: 'text' })
  kind!: 'user' | 'client';

  @Column({ type: 'text' })
  status!: 'active' | 'invited' | 'disabled' | 'deleted';

  /** Rises with anything that outdates access tokens; a token that carries a smaller one is dead. */
  @Column({ type: 'integer', default: 0 })
  epoch!: number;

  /** Rises with what ends sessions; a session that was opened under a smaller one is over. */
  @Column({ type: 'integer', default: 0 })
  sessions_epoch!: number;

  /** The `sessions_epoch` up to which ended sessions have been marked as revoked. */
  @Column({ type: 'integer', default: 0 })
  swept_epoch!: number;

  /** Small custom claims that an administrator has set: every token of the subject carries them. */
  @Column({ type: 'jsonb', nullable: true })
  ext!: Record<string, unknown> | null;

  /** Whether the user has a second factor that is in force: without it no session is opened then. */
  @Column({ type: 'boolean', default: false })
  has_second_factor!: boolean;
}
