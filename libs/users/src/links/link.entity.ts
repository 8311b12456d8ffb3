import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

/**
 * The right to do one thing to one account, once, as a mail gives it: to verify an address, to take back a change. Kept for a
 * while after it was used, so that its replay is recognised. The right to set a password is in `password_tokens`.
 */
@Entity('links')
@Check(
  'links_purpose_check',
  `purpose IN ('register', 'verify_email', 'email_change_confirm', 'email_change_undo', 'not_me')`,
)
// Who registers has no account yet.
@Check(
  'links_register_check',
  `(purpose = 'register') = (user_id IS NULL) AND (purpose = 'register' OR password_hash IS NULL)`,
)
@Index('links_user_id_idx', ['user_id'])
@Index('links_expires_at_idx', ['expires_at'])
// For addresses that are kept for somebody; by purpose, since there are two kinds of that.
@Index('links_email_idx', ['email', 'purpose'])
export class LinkEntity {
  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'links_pkey' })
  id!: string;

  @Column({ type: 'uuid', nullable: true })
  @ForeignKey('UserEntity', { name: 'links_user_id_fkey', onDelete: 'CASCADE' })
  user_id!: string | null;

  @Column({ type: 'text' })
  purpose!: 'register' | 'verify_email' | 'email_change_confirm' | 'email_change_undo' | 'not_me';

  /** SHA-256 of 256 random bits. */
  @Column({ type: 'bytea' })
  secret_hash!: Buffer;

  /** The address that it is about, as an account has it: to be verified, to become or to be again that of the account. */
  @Column({ type: 'text', nullable: true })
  email!: string | null;

  /** Is not read: once a registration brought a password. Who uses its link chooses one. */
  @Column({ type: 'text', nullable: true })
  password_hash!: string | null;

  @Column({ type: 'timestamptz', default: () => 'now()' })
  created_at!: Date;

  @Column({ type: 'timestamptz' })
  expires_at!: Date;

  @Column({ type: 'timestamptz', nullable: true })
  used_at!: Date | null;
}
