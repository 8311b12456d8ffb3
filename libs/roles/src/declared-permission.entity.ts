import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A permission that a service has declared for a resource of its own, so that people know what it means. */
@Entity('declared_permissions')
export class DeclaredPermissionEntity {
  @PrimaryColumn({ type: 'text', primaryKeyConstraintName: 'declared_permissions_pkey' })
  name!: string;

  @Column({ type: 'text' })
  description!: string;

  /** The user or service client; null: the operator. */
  @Column({ type: 'uuid', nullable: true })
  declared_by!: string | null;

  @Column({ type: 'timestamptz', default: () => 'now()' })
  created_at!: Date;

  @Column({ type: 'timestamptz', default: () => 'now()' })
  updated_at!: Date;
}
