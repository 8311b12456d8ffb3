import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

/**
 * That an application is to be told that a session of its own is over. The row goes when it was told, or is given up. It outlives the session
 * and the account.
 */
@Entity('backchannel_logouts')
@Index('backchannel_logouts_client_id_due_at_idx', ['client_id', 'due_at'])
export class BackChannelLogoutEntity {
  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'backchannel_logouts_pkey' })
  id!: string;

  @Column({ type: 'uuid' })
  @ForeignKey('ClientEntity', { name: 'backchannel_logouts_client_id_fkey', onDelete: 'CASCADE' })
  client_id!: string;

  @Column({ type: 'uuid' })
  user_id!: string;

  /** The application's session. */
  @Column({ type: 'uuid' })
  session_id!: string;

  @Column({ type: 'timestamptz' })
  created_at!: Date;

  /** When it is to be tried; while somebody is about it, when others may take it for abandoned. */
  @Column({ type: 'timestamptz' })
  due_at!: Date;

  /** How often it was begun to be sent. */
  @Column({ type: 'integer', default: 0 })
  attempts!: number;
}
