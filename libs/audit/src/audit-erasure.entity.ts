import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Somebody whose account is deleted, and whose traces are to go from the audit trail. Kept until none can come any more. */
@Entity('audit_erasures')
export class AuditErasureEntity {
  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'audit_erasures_pkey' })
  user_id!: string;

  @Column({ type: 'timestamptz', default: () => 'now()' })
  requested_at!: Date;
}
