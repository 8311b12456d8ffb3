import { Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';

/** A person with an account. Status and epochs are in the subject of the same id. */
@Entity('users')
@Unique('users_email_key', ['email'])
// For searching by the beginning of the address; TypeORM has no word for the class of operators.
@Index('users_email_prefix_idx', { synchronize: false })
// For searching by any part of it, see `PIECES`.
@Index('users_email_pieces_idx', { synchronize: false })
// What `ForeignHashes` counts; nor has it one for expressions.
@Index('users_foreign_hash_idx', { synchronize: false })
export class UserEntity {
  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'users_pkey' })
  @ForeignKey('SubjectEntity', { name: 'users_id_fkey' })
  id!: string;

  /** Normalised by `normaliseEmail`. */
  @Column({ type: 'text' })
  email!: string;

  /** When it was shown that the address is theirs; null: it was not, or not yet. */
  @Column({ type: 'timestamptz', nullable: true })
  email_verified_at!: Date | null;

  /**
   * PHC text of argon2, or as `#libs/passwords` writes the hashes of other systems; null until somebody who was invited has set a
   * password, and once it was given up by a link.
   */
  @Column({ type: 'text', nullable: true })
  password_hash!: string | null;

  /** Rises with every change that an administrator makes: what `If-Match` is compared with. */
  @Column({ type: 'integer', default: 1 })
  version!: number;

  @Column({ type: 'timestamptz', default: () => 'now()' })
  created_at!: Date;

  @Column({ type: 'timestamptz', default: () => 'now()' })
  updated_at!: Date;
}
