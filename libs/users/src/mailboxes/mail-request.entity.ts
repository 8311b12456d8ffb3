import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

/** That somebody has asked for a mail to an address, before it was looked up whose that is. Gone as soon as that was done. */
@Entity('mail_requests')
@Check(
  'mail_requests_kind_check',
  `kind IN ('password_forgotten', 'registration', 'registration_again', 'email_change', 'login_code')`,
)
@Index('mail_requests_created_at_idx', ['created_at'])
@Index('mail_requests_user_id_idx', ['user_id'])
export class MailRequestEntity {
  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'mail_requests_pkey' })
  id!: string;

  @Column({ type: 'text' })
  kind!: 'password_forgotten' | 'registration' | 'registration_again' | 'email_change' | 'login_code';

  @Column({ type: 'text' })
  email!: string;

  /** Who asks, where that is known. */
  @Column({ type: 'uuid', nullable: true })
  @ForeignKey('UserEntity', { name: 'mail_requests_user_id_fkey', onDelete: 'CASCADE' })
  user_id!: string | null;

  /** PHC text: of who changes the address, the one that was verified. */
  @Column({ type: 'text', nullable: true })
  password_hash!: string | null;

  @Column({ type: 'text', nullable: true })
  ip!: string | null;

  @Column({ type: 'text', nullable: true })
  user_agent!: string | null;

  /** Whether the device that asks has logged in to an account of this address before. */
  @Column({ type: 'boolean', default: false })
  known_device!: boolean;

  @Column({ type: 'timestamptz', default: () => 'now()' })
  created_at!: Date;
}
