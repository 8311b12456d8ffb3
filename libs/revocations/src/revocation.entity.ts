import type { RevocationEntry } from '#libs/contracts';
import { Check, Column, Entity, Index, PrimaryColumn } from 'typeorm';

/**
 * Something that was taken back, or what a role permits: one row for each thing, written in the transaction of the
 * change. Together they are the feed. A row is kept until no token can be concerned any more.
 */
@Entity('revocations')
@Check('revocations_kind_check', `kind IN ('session', 'token', 'subject', 'key', 'role')`)
@Index('revocations_transaction_id_idx', ['transaction_id'])
@Index('revocations_expires_at_idx', ['expires_at'])
export class RevocationEntity {
  @PrimaryColumn({ type: 'text', primaryKeyConstraintName: 'revocations_pkey' })
  kind!: RevocationEntry['kind'];

  /** A `sid`, `jti`, `sub`, `kid` or a role's name. */
  @PrimaryColumn({ type: 'text', primaryKeyConstraintName: 'revocations_pkey' })
  target!: string;

  /** Of a subject: tokens with a smaller epoch are outdated. */
  @Column({ type: 'integer', nullable: true })
  min_epoch!: number | null;

  /** Of a subject. */
  @Column({ type: 'text', nullable: true })
  status!: 'active' | 'disabled' | 'deleted' | null;

  /** Of a role: its version, all that it permits, all roles that it includes, and whether it demands a second factor. */
  @Column({ type: 'jsonb', nullable: true })
  definition!: { version: number; permissions: string[]; includes?: string[]; requires_mfa?: true } | null;

  /** As whoever revoked it put it. */
  @Column({ type: 'text', nullable: true })
  reason!: string | null;

  /** PostgreSQL's id of the transaction that wrote the row: tells what a reader may not have seen yet. */
  @Column({ type: 'bigint' })
  transaction_id!: string;

  @Column({ type: 'timestamptz', default: () => 'now()' })
  revoked_at!: Date;

  /** Null: kept until it is superseded. */
  @Column({ type: 'timestamptz', nullable: true })
  expires_at!: Date | null;
}
