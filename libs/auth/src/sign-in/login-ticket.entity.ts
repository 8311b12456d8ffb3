import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** A login ticket by which a second factor was tried: the ticket itself is with whoever logs in. Kept as long as the ticket would be good. */
@Entity('login_tickets')
@Index('login_tickets_expires_at_idx', ['expires_at'])
export class LoginTicketEntity {
  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'login_tickets_pkey' })
  id!: string;

  /** How often a factor was tried by it. */
  @Column({ type: 'integer' })
  tries!: number;

  /** Whether a session was opened by it. */
  @Column({ type: 'boolean', default: false })
  used!: boolean;

  @Column({ type: 'timestamptz' })
  expires_at!: Date;
}
