import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

/** A mail that is to be sent or was. Once it was, or is given up, nothing is left of what it said and to which address. */
@Entity('mails')
@Check('mails_outcome_check', `outcome IN ('sent', 'given_up')`)
@Check('mails_sealed_check', '(sealed IS NULL) = (outcome IS NOT NULL)')
@Index('mails_due_at_idx', ['due_at'], { where: 'outcome IS NULL' })
@Index('mails_created_at_idx', ['created_at'])
@Index('mails_user_id_idx', ['user_id'])
export class MailEntity {
  /** Its Message-ID is made of it, so that whoever gets a mail twice can tell. */
  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'mails_pkey' })
  id!: string;

  @Column({ type: 'text' })
  kind!: string;

  @Column({ type: 'uuid', nullable: true })
  @ForeignKey('UserEntity', { name: 'mails_user_id_fkey', onDelete: 'CASCADE' })
  user_id!: string | null;

  /** Address and values, see `MailVault`. */
  @Column({ type: 'bytea', nullable: true })
  sealed!: Buffer | null;

  @Column({ type: 'timestamptz', default: () => 'now()' })
  created_at!: Date;

  /** When it is to be tried; while somebody is about it, when others may take it for abandoned. */
  @Column({ type: 'timestamptz' })
  due_at!: Date;

  /** It is not tried after that. */
  @Column({ type: 'timestamptz' })
  give_up_at!: Date;

  /** How often it was begun to be sent. */
  @Column({ type: 'integer', default: 0 })
  attempts!: number;

  @Column({ type: 'text', nullable: true })
  outcome!: 'sent' | 'given_up' | null;

  /** When it was sent, or given up. */
  @Column({ type: 'timestamptz', nullable: true })
  settled_at!: Date | null;
}
