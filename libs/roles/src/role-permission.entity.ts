import { Entity, ForeignKey, PrimaryColumn } from 'typeorm';

/** One permission, `resource:action`, of one role; `*` stands for all of them and only `admin` has it. */
@Entity('role_permissions')
export class RolePermissionEntity {
  @PrimaryColumn({ type: 'text', primaryKeyConstraintName: 'role_permissions_pkey' })
  @ForeignKey('RoleEntity', { name: 'role_permissions_role_fkey', onDelete: 'CASCADE' })
  role!: string;

  @PrimaryColumn({ type: 'text', primaryKeyConstraintName: 'role_permissions_pkey' })
  permission!: string;
}
