import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

/**
 * An authenticator app that makes codes (RFC 6238). A user has one at most, and besides one whose enrolment is begun: that
 * one counts for nothing until a code of it was shown.
 */
@Entity('totp_factors')
@Check('totp_factors_last_step_check', '(last_step IS NULL) = (confirmed_at IS NULL)')
@Index('totp_factors_user_id_idx', ['user_id'])
@Index('totp_factors_one_confirmed_idx', ['user_id'], { unique: true, where: 'confirmed_at IS NOT NULL' })
@Index('totp_factors_one_begun_idx', ['user_id'], { unique: true, where: 'confirmed_at IS NULL' })
export class TotpFactorEntity {
  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'totp_factors_pkey' })
  id!: string;

  @Column({ type: 'uuid' })
  @ForeignKey('UserEntity', { name: 'totp_factors_user_id_fkey', onDelete: 'CASCADE' })
  user_id!: string;

  @Column({ type: 'text' })
  name!: string;

  /** See `TotpSecrets`: encrypted under a key that is not in the database. */
  @Column({ type: 'bytea' })
  secret!: Buffer;

  @Column({ type: 'timestamptz', default: () => 'now()' })
  created_at!: Date;

  @Column({ type: 'timestamptz', nullable: true })
  confirmed_at!: Date | null;

  /** The time step of the last code that was taken: that one and all before it are good no more. */
  @Column({ type: 'integer', nullable: true })
  last_step!: number | null;

  @Column({ type: 'timestamptz', nullable: true })
  last_used_at!: Date | null;
}
