import { Column, Entity, ForeignKey, PrimaryColumn, Unique } from 'typeorm';

/** A person with an account. Status and epochs are in the subject of the same id. */
@Entity('users')
@Unique('users_email_key', ['email'])
export class UserEntity {
  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'users_pkey' })
  @ForeignKey('SubjectEntity', { name: 'users_id_fkey' })
  id!: string;

  /** Normalised by `normaliseEmail`. */
  @Column({ type: 'text' })
  email!: string;

  /** PHC text. */
  @Column({ type: 'text' })
  password_hash!: string;

  @Column({ type: 'timestamptz', default: () => 'now()' })
  created_at!: Date;

  @Column({ type: 'timestamptz', default: () => 'now()' })
  updated_at!: Date;
}
