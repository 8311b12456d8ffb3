import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import type { AuthorizationRequest } from './authorization-request.js';

/** What somebody was sent here for by an application, while they log in and decide. */
@Entity('oidc_interactions')
@Index('oidc_interactions_expires_at_idx', ['expires_at'])
@Index('oidc_interactions_client_id_idx', ['client_id'])
@Index('oidc_interactions_browser_hash_id_idx', ['browser_hash', 'id'])
export class InteractionEntity {
  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'oidc_interactions_pkey' })
  id!: string;

  @Column({ type: 'uuid' })
  @ForeignKey('ClientEntity', { name: 'oidc_interactions_client_id_fkey', onDelete: 'CASCADE' })
  client_id!: string;

  /** SHA-256 of what the one browser has in a cookie that may go on with it. */
  @Column({ type: 'bytea' })
  browser_hash!: Buffer;

  @Column({ type: 'jsonb' })
  request!: AuthorizationRequest;

  @Column({ type: 'timestamptz' })
  created_at!: Date;

  @Column({ type: 'timestamptz' })
  expires_at!: Date;

  /** Whether it was answered: it is good once. */
  @Column({ type: 'boolean', default: false })
  used!: boolean;
}
