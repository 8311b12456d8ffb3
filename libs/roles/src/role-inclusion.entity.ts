import { Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

/** A role that includes another: whoever has the one counts as having the other. There are no cycles. */
@Entity('role_inclusions')
@Index('role_inclusions_included_idx', ['included'])
export class RoleInclusionEntity {
  @PrimaryColumn({ type: 'text', primaryKeyConstraintName: 'role_inclusions_pkey' })
  @ForeignKey('RoleEntity', { name: 'role_inclusions_role_fkey', onDelete: 'CASCADE' })
  role!: string;

  @PrimaryColumn({ type: 'text', primaryKeyConstraintName: 'role_inclusions_pkey' })
  @ForeignKey('RoleEntity', { name: 'role_inclusions_included_fkey', onDelete: 'CASCADE' })
  included!: string;
}
