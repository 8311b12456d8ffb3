import { Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';

/** A login at another provider that was begun in some browser, for as long as it may take. */
@Entity('upstream_logins')
@Unique('upstream_logins_state_hash_key', ['state_hash'])
@Index('upstream_logins_expires_at_idx', ['expires_at'])
@Index('upstream_logins_provider_id_idx', ['provider_id'])
export class UpstreamLoginEntity {
  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'upstream_logins_pkey' })
  id!: string;

  @Column({ type: 'uuid' })
  @ForeignKey('IdentityProviderEntity', { name: 'upstream_logins_provider_id_fkey', onDelete: 'CASCADE' })
  provider_id!: string;

  /** SHA-256 of `state`. */
  @Column({ type: 'bytea' })
  state_hash!: Buffer;

  /** SHA-256 of what the one browser has in a cookie that may go on with it. */
  @Column({ type: 'bytea' })
  browser_hash!: Buffer;

  @Column({ type: 'text' })
  nonce!: string;

  @Column({ type: 'text' })
  code_verifier!: string;

  /** How many seconds before this began they may have logged in there; null: nothing is demanded of that. */
  @Column({ type: 'integer', nullable: true })
  max_age!: number | null;

  @Column({ type: 'timestamptz' })
  expires_at!: Date;

  /** Whether the provider's answer was looked at: it is good once. */
  @Column({ type: 'boolean', default: false })
  used!: boolean;

  /** Who has logged in there, where that is nobody here yet; null: not known, or linked. */
  @Column({ type: 'text', nullable: true })
  subject!: string | null;

  @Column({ type: 'text', nullable: true })
  email!: string | null;
}
