import { Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';
import type { AuthorizationRequest } from './authorization-request.js';

/** What an application asks for, as it has told the service itself (RFC 9126). */
@Entity('pushed_requests')
@Unique('pushed_requests_uri_hash_key', ['uri_hash'])
@Index('pushed_requests_expires_at_idx', ['expires_at'])
@Index('pushed_requests_client_id_idx', ['client_id'])
export class PushedRequestEntity {
  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'pushed_requests_pkey' })
  id!: string;

  /** SHA-256 of the address by which a browser brings it, which has 256 random bits. */
  @Column({ type: 'bytea' })
  uri_hash!: Buffer;

  @Column({ type: 'uuid' })
  @ForeignKey('ClientEntity', { name: 'pushed_requests_client_id_fkey', onDelete: 'CASCADE' })
  client_id!: string;

  @Column({ type: 'jsonb' })
  request!: AuthorizationRequest;

  /** Until then a browser has to have brought it. */
  @Column({ type: 'timestamptz' })
  expires_at!: Date;

  /** What has come of it: it is good once. */
  @Column({ type: 'uuid', nullable: true })
  interaction_id!: string | null;
}
