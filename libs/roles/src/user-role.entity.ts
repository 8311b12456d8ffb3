import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

/** The grant of a role to a user. */
@Entity('user_roles')
@Index('user_roles_role_user_id_idx', ['role', 'user_id'])
export class UserRoleEntity {
  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'user_roles_pkey' })
  @ForeignKey('UserEntity', { name: 'user_roles_user_id_fkey', onDelete: 'CASCADE' })
  user_id!: string;

  @PrimaryColumn({ type: 'text', primaryKeyConstraintName: 'user_roles_pkey' })
  @ForeignKey('RoleEntity', { name: 'user_roles_role_fkey' })
  role!: string;

  /** Null for grants that the service made itself. */
  @Column({ type: 'uuid', nullable: true })
  granted_by!: string | null;

  @Column({ type: 'timestamptz', default: () => 'now()' })
  granted_at!: Date;

  /** The grant counts for nothing from then on; null: it stays until it is taken away. */
  @Column({ type: 'timestamptz', nullable: true })
  expires_at!: Date | null;
}
