import { Check, Column, Entity, PrimaryColumn } from 'typeorm';

/** How many events of a sort there were in a step of time. It says nothing of anybody, and is kept when the events go. */
@Entity('audit_tallies')
@Check('audit_tallies_step_check', `step IN ('minute', 'hour', 'day')`)
export class AuditTallyEntity {
  @PrimaryColumn({ type: 'text', primaryKeyConstraintName: 'audit_tallies_pkey' })
  step!: 'minute' | 'hour' | 'day';

  /** When the step began, in UTC. */
  @PrimaryColumn({ type: 'timestamptz', primaryKeyConstraintName: 'audit_tallies_pkey' })
  at!: Date;

  /** One of `TALLIED`. */
  @PrimaryColumn({ type: 'text', primaryKeyConstraintName: 'audit_tallies_pkey' })
  name!: string;

  @Column({ type: 'integer' })
  count!: number;
}
