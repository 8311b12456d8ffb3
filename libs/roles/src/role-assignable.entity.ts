import { Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

/** Delegated administration: members of `role` may give `assignable` to users, and take it away. */
@Entity('role_assignables')
@Index('role_assignables_assignable_idx', ['assignable'])
export class RoleAssignableEntity {
  @PrimaryColumn({ type: 'text', primaryKeyConstraintName: 'role_assignables_pkey' })
  @ForeignKey('RoleEntity', { name: 'role_assignables_role_fkey', onDelete: 'CASCADE' })
  role!: string;

  @PrimaryColumn({ type: 'text', primaryKeyConstraintName: 'role_assignables_pkey' })
  @ForeignKey('RoleEntity', { name: 'role_assignables_assignable_fkey', onDelete: 'CASCADE' })
  assignable!: string;
}
