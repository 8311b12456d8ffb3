import { Check, Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** Something that was taken back before its time. The row is kept until no token can be concerned any more. */
@Entity('revocations')
@Check('revocations_kind_check', `kind IN ('session', 'token', 'subject', 'key', 'role')`)
@Index('revocations_token_target_idx', ['target'], { unique: true, where: `kind = 'token'` })
@Index('revocations_expires_at_idx', ['expires_at'])
export class RevocationEntity {
  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'revocations_pkey' })
  id!: string;

  @Column({ type: 'text' })
  kind!: 'session' | 'token' | 'subject' | 'key' | 'role';

  /** A `jti`, for kind `token`. */
  @Column({ type: 'text' })
  target!: string;

  /** As whoever revoked it put it. */
  @Column({ type: 'text', nullable: true })
  reason!: string | null;

  @Column({ type: 'timestamptz', default: () => 'now()' })
  revoked_at!: Date;

  @Column({ type: 'timestamptz' })
  expires_at!: Date;
}
