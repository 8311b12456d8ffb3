import { Check, Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** A key pair that signs access tokens. The private half is encrypted under a key that is not in the database. */
@Entity('signing_keys')
@Check('signing_keys_state_check', `state IN ('next', 'current', 'previous', 'retired')`)
@Index('signing_keys_one_next_idx', ['state'], { unique: true, where: `state = 'next'` })
@Index('signing_keys_one_current_idx', ['state'], { unique: true, where: `state = 'current'` })
export class SigningKeyEntity {
  @PrimaryColumn({ type: 'text', primaryKeyConstraintName: 'signing_keys_pkey' })
  kid!: string;

  @Column({ type: 'text' })
  alg!: string;

  /** `next` is published and does not sign yet; `previous` has ceased to sign and is published still. */
  @Column({ type: 'text' })
  state!: 'next' | 'current' | 'previous' | 'retired';

  @Column({ type: 'jsonb' })
  public_jwk!: Record<string, unknown>;

  /** See `KeyVault`. Empty once the key does not sign any more. */
  @Column({ type: 'bytea' })
  private_key!: Buffer;

  @Column({ type: 'timestamptz', default: () => 'now()' })
  created_at!: Date;

  /** Since when it has been in the JWKS. */
  @Column({ type: 'timestamptz', default: () => 'now()' })
  published_at!: Date;

  /** When it began to sign. */
  @Column({ type: 'timestamptz', nullable: true })
  activated_at!: Date | null;

  /** When it ceased to sign. */
  @Column({ type: 'timestamptz', nullable: true })
  superseded_at!: Date | null;

  /** When it ceased to verify. */
  @Column({ type: 'timestamptz', nullable: true })
  retired_at!: Date | null;
}
