import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** When something was last done that may be done only so often: mails of one kind sent to one address, for example. */
@Entity('mailbox_allowances')
@Index('mailbox_allowances_last_at_idx', ['last_at'])
export class MailboxAllowanceEntity {
  /** A keyed hash of what is counted: nobody reads an address out of it. */
  @PrimaryColumn({ type: 'text', primaryKeyConstraintName: 'mailbox_allowances_pkey' })
  key!: string;

  /** Of the last hour. */
  @Column({ type: 'timestamptz', array: true })
  taken!: Date[];

  @Column({ type: 'timestamptz' })
  last_at!: Date;
}
