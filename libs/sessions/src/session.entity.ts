import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

/**
 * One login. A refresh changes `jti`, `counter`, `rotated_at` and `last_used_at` and nothing else; none of these may
 * be in an index, since then PostgreSQL can update the row in place.
 */
@Entity('sessions')
@Check('sessions_client_subject_id_check', `client_subject_id IS NOT NULL OR client_id = 'gatehouse'`)
@Index('sessions_user_id_id_idx', ['user_id', 'id'])
@Index('sessions_ip_id_idx', ['ip', 'id'])
@Index('sessions_expires_at_idx', ['expires_at'])
@Index('sessions_parent_id_idx', ['parent_id'], { where: 'parent_id IS NOT NULL' })
@Index('sessions_granted_in_idx', ['granted_in'], { where: 'granted_in IS NOT NULL' })
@Index('sessions_to_tell_idx', ['id'], { where: 'revoked AND to_tell' })
@Index('sessions_client_subject_id_id_idx', ['client_subject_id', 'id'], { where: 'client_subject_id IS NOT NULL' })
export class SessionEntity {
  /** The `sid` claim of the session's tokens. */
  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'sessions_pkey' })
  id!: string;

  @Column({ type: 'uuid' })
  @ForeignKey('UserEntity', { name: 'sessions_user_id_fkey', onDelete: 'CASCADE' })
  user_id!: string;

  /** The client that opened it, by the name that its tokens carry. */
  @Column({ type: 'text' })
  client_id!: string;

  /** The service client that opened it, whose standing counts beside the user's; null: people came by themselves. */
  @Column({ type: 'uuid', nullable: true })
  @ForeignKey('SubjectEntity', { name: 'sessions_client_subject_id_fkey' })
  client_subject_id!: string | null;

  /**
   * The session of the person, in their browser, in which an application was let in, whose own session this is: it is over with that
   * one. Null: it stands by itself.
   */
  @Column({ type: 'uuid', nullable: true })
  @ForeignKey('SessionEntity', { name: 'sessions_parent_id_fkey', onDelete: 'CASCADE' })
  parent_id!: string | null;

  /**
   * The same session where this one outlives it: its application is told all the same that the person has left. Null: of no application,
   * or told already. Nothing may be there any more of this id.
   */
  @Column({ type: 'uuid', nullable: true })
  granted_in!: string | null;

  /** Whether applications are to be told when it ends: its own, and those that were let in there. Without an end it says nothing. */
  @Column({ type: 'boolean', default: false })
  to_tell!: boolean;

  /** What the application may know and do (RFC 6749 §3.3); null: it is none, and sees all that the person may. */
  @Column({ type: 'text', array: true, nullable: true })
  scope!: readonly string[] | null;

  /** How the person proved who they are (RFC 8176 §2). */
  @Column({ type: 'text', array: true, default: () => `'{pwd}'` })
  amr!: readonly string[];

  /** When they last did so: the `auth_time` of its tokens; null: when they logged in. */
  @Column({ type: 'timestamptz', nullable: true })
  authenticated_at!: Date | null;

  /** The audiences to which the login narrowed its tokens; null: those that are configured. */
  @Column({ type: 'text', array: true, nullable: true })
  audience!: readonly string[] | null;

  /** The id of the newest access token. */
  @Column({ type: 'text' })
  jti!: string;

  /** When the person logged in: the `iat` of the first access token. */
  @Column({ type: 'timestamptz' })
  issued_at!: Date;

  /** The absolute end, however much the session is used. */
  @Column({ type: 'timestamptz' })
  expires_at!: Date;

  /** Not the whole truth: a session that was opened under a smaller `sessions_epoch`, of its user or client, is over too, and one whose parent is. */
  @Column({ type: 'boolean', default: false })
  revoked!: boolean;

  @Column({ type: 'timestamptz', nullable: true })
  revoked_at!: Date | null;

  @Column({ type: 'text', nullable: true })
  revoked_reason!: string | null;

  @Column({ type: 'timestamptz' })
  last_used_at!: Date;

  /** Unused for this many seconds, the session is over. */
  @Column({ type: 'integer' })
  idle_seconds!: number;

  /** The subject's `sessions_epoch` at login. */
  @Column({ type: 'integer' })
  opened_epoch!: number;

  /** The `sessions_epoch` of the service client that opened it, at that moment; 0 where people logged in themselves. */
  @Column({ type: 'integer', default: 0 })
  client_opened_epoch!: number;

  /** SHA-256 of the session's secret. No form of it that could be presented is stored. */
  @Column({ type: 'bytea' })
  secret_hash!: Buffer;

  /** How often the session was refreshed; the newest refresh token carries the same number. */
  @Column({ type: 'integer', default: 0 })
  counter!: number;

  @Column({ type: 'timestamptz' })
  rotated_at!: Date;

  @Column({ type: 'text', nullable: true })
  ip!: string | null;

  @Column({ type: 'text', nullable: true })
  user_agent!: string | null;
}
