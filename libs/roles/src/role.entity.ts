import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A named set of permissions. */
@Entity('roles')
export class RoleEntity {
  @PrimaryColumn({ type: 'text', primaryKeyConstraintName: 'roles_pkey' })
  name!: string;

  @Column({ type: 'text', default: '' })
  description!: string;

  @Column({ type: 'boolean', default: false })
  built_in!: boolean;

  /** It counts only in sessions in which a second factor was shown, as long as the account has one. */
  @Column({ type: 'boolean', default: false })
  requires_mfa!: boolean;

  /** The same by itself or by any role that it includes. */
  @Column({ type: 'boolean', default: false })
  effective_requires_mfa!: boolean;

  /** Rises with every change of what the role permits. */
  @Column({ type: 'integer', default: 1 })
  version!: number;

  @Column({ type: 'timestamptz', default: () => 'now()' })
  created_at!: Date;

  @Column({ type: 'timestamptz', default: () => 'now()' })
  updated_at!: Date;
}
