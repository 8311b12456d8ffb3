import { Column, Entity, ForeignKey, PrimaryColumn, Unique } from 'typeorm';

/** The recovery codes that somebody has left. New ones replace the row, and so void the old. */
@Entity('recovery_codes')
@Unique('recovery_codes_user_id_key', ['user_id'])
export class RecoveryCodesEntity {
  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'recovery_codes_pkey' })
  id!: string;

  @Column({ type: 'uuid' })
  @ForeignKey('UserEntity', { name: 'recovery_codes_user_id_fkey', onDelete: 'CASCADE' })
  user_id!: string;

  /** See `RecoveryCodeHashes`: under a key that is not in the database. One that was used is gone. */
  @Column({ type: 'bytea', array: true })
  code_hashes!: Buffer[];

  @Column({ type: 'timestamptz', default: () => 'now()' })
  created_at!: Date;

  @Column({ type: 'timestamptz', nullable: true })
  last_used_at!: Date | null;
}
