import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** The id of a challenge that was answered: each is good once, on whatever replica. Those that nobody answers leave no row. */
@Entity('used_passkey_challenges')
@Index('used_passkey_challenges_expires_at_idx', ['expires_at'])
export class UsedPasskeyChallengeEntity {
  /** 128 random bits. */
  @PrimaryColumn({ type: 'bytea', primaryKeyConstraintName: 'used_passkey_challenges_pkey' })
  id!: Buffer;

  /** From then on the challenge is refused for its age, and its id may be forgotten. */
  @Column({ type: 'timestamptz' })
  expires_at!: Date;
}
