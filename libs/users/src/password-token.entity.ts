import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

/**
 * The right to set the password of one account, once: of somebody who was invited, or whose password an administrator
 * resets. Kept for a while after it was used, so that its replay is recognised.
 */
@Entity('password_tokens')
@Check('password_tokens_purpose_check', `purpose IN ('invitation', 'reset')`)
@Check('password_tokens_creator_kind_check', `creator_kind IN ('user', 'client', 'operator', 'mailbox')`)
@Index('password_tokens_user_id_idx', ['user_id'])
@Index('password_tokens_expires_at_idx', ['expires_at'])
export class PasswordTokenEntity {
  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'password_tokens_pkey' })
  id!: string;

  @Column({ type: 'uuid' })
  @ForeignKey('UserEntity', { name: 'password_tokens_user_id_fkey', onDelete: 'CASCADE' })
  user_id!: string;

  @Column({ type: 'text' })
  purpose!: 'invitation' | 'reset';

  /** SHA-256 of 256 random bits. */
  @Column({ type: 'bytea' })
  secret_hash!: Buffer;

  @Column({ type: 'text' })
  creator_kind!: 'user' | 'client' | 'operator' | 'mailbox';

  /**
   * Who made it and passes it on: it is good only while they hold all that its account holds. Null: the operator, or whoever
   * reads the mails to the account's address.
   */
  @Column({ type: 'uuid', nullable: true })
  creator_id!: string | null;

  /** Of a service client: what its token permitted when it made this. */
  @Column({ type: 'text', array: true })
  creator_scopes!: string[];

  /** Of a user: whether a second factor had been shown in the session that made this. */
  @Column({ type: 'boolean', default: false })
  creator_mfa!: boolean;

  /** Whether it was sent to the account's address, and shown to nobody else. */
  @Column({ type: 'boolean', default: false })
  is_mailed!: boolean;

  @Column({ type: 'timestamptz', default: () => 'now()' })
  created_at!: Date;

  @Column({ type: 'timestamptz' })
  expires_at!: Date;

  @Column({ type: 'timestamptz', nullable: true })
  used_at!: Date | null;
}
