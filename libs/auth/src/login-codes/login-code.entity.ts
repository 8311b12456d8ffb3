import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

/**
 * That somebody has asked for a code to log in with. There is a row whoever has the address, so that all that is done with it later looks
 * the same; what stands in it comes with the mail, if one is sent. Kept as long as the code would be good.
 */
@Entity('login_codes')
@Check('login_codes_given_check', '(user_id IS NULL) = (code_hash IS NULL)')
@Index('login_codes_expires_at_idx', ['expires_at'])
@Index('login_codes_user_id_idx', ['user_id'])
export class LoginCodeEntity {
  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'login_codes_pkey' })
  id!: string;

  /** Whose code it is; null: nobody was sent one. */
  @Column({ type: 'uuid', nullable: true })
  @ForeignKey('UserEntity', { name: 'login_codes_user_id_fkey', onDelete: 'CASCADE' })
  user_id!: string | null;

  /** The address that it was sent to, normalised. */
  @Column({ type: 'text', nullable: true })
  email!: string | null;

  /** See `LoginCodeHashes`. */
  @Column({ type: 'bytea', nullable: true })
  code_hash!: Buffer | null;

  /** The subject's when the code was made: whatever ends all sessions makes it worthless too. */
  @Column({ type: 'integer', nullable: true })
  sessions_epoch!: number | null;

  /** How often a code was tried. */
  @Column({ type: 'integer', default: 0 })
  tries!: number;

  /** Whether somebody was let in by it, or to the second step. */
  @Column({ type: 'boolean', default: false })
  used!: boolean;

  @Column({ type: 'timestamptz' })
  expires_at!: Date;
}
