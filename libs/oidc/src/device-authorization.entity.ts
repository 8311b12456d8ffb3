import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';
import type { AuthenticationMethod } from '#libs/contracts';

/** A device that waits for somebody to let it in elsewhere (RFC 8628). Kept for a while, so that it is told what has become of it. */
@Entity('device_authorizations')
@Unique('device_authorizations_device_code_hash_key', ['device_code_hash'])
@Unique('device_authorizations_user_code_hash_key', ['user_code_hash'])
@Check('device_authorizations_decision_check', `decision IN ('approved', 'declined')`)
@Index('device_authorizations_expires_at_idx', ['expires_at'])
@Index('device_authorizations_client_id_idx', ['client_id'])
@Index('device_authorizations_user_id_client_id_idx', ['user_id', 'client_id'])
export class DeviceAuthorizationEntity {
  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'device_authorizations_pkey' })
  id!: string;

  /** SHA-256 of what the device asks by, which has 256 random bits. */
  @Column({ type: 'bytea' })
  device_code_hash!: Buffer;

  /** A keyed hash of what the person types. */
  @Column({ type: 'bytea' })
  user_code_hash!: Buffer;

  @Column({ type: 'uuid' })
  @ForeignKey('ClientEntity', { name: 'device_authorizations_client_id_fkey', onDelete: 'CASCADE' })
  client_id!: string;

  @Column({ type: 'text', array: true })
  scope!: readonly string[];

  /** What the access token is to be meant for; null: all that the application may have. */
  @Column({ type: 'text', array: true, nullable: true })
  audience!: readonly string[] | null;

  /** Of the device. */
  @Column({ type: 'text', nullable: true })
  ip!: string | null;

  @Column({ type: 'text', nullable: true })
  user_agent!: string | null;

  @Column({ type: 'timestamptz' })
  created_at!: Date;

  @Column({ type: 'timestamptz' })
  expires_at!: Date;

  /** So long it has to wait before it asks again: longer after each time that it did not. */
  @Column({ type: 'integer' })
  poll_seconds!: number;

  @Column({ type: 'timestamptz', nullable: true })
  polled_at!: Date | null;

  /** Whether it did not wait the last time. */
  @Column({ type: 'boolean', default: false })
  too_fast!: boolean;

  /** Null: nobody has said anything. */
  @Column({ type: 'text', nullable: true })
  decision!: 'approved' | 'declined' | null;

  /** Who has decided, in which session of theirs, and how and when they had shown who they are. */
  @Column({ type: 'uuid', nullable: true })
  @ForeignKey('UserEntity', { name: 'device_authorizations_user_id_fkey', onDelete: 'CASCADE' })
  user_id!: string | null;

  @Column({ type: 'uuid', nullable: true })
  granted_in!: string | null;

  @Column({ type: 'text', array: true, nullable: true })
  amr!: AuthenticationMethod[] | null;

  @Column({ type: 'timestamptz', nullable: true })
  authenticated_at!: Date | null;

  /** The session that was opened by it; null: it was not used. */
  @Column({ type: 'uuid', nullable: true })
  session_id!: string | null;
}
