import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import type { AuthenticationMethod } from '#libs/contracts';

/** A code by which an application gets its tokens. Kept for a while after it was used, so that a second use is recognised. */
@Entity('authorization_codes')
@Index('authorization_codes_expires_at_idx', ['expires_at'])
@Index('authorization_codes_user_id_client_id_idx', ['user_id', 'client_id'])
@Index('authorization_codes_client_id_idx', ['client_id'])
export class AuthorizationCodeEntity {
  /** SHA-256 of the code, which has 256 random bits. */
  @PrimaryColumn({ type: 'bytea', primaryKeyConstraintName: 'authorization_codes_pkey' })
  code_hash!: Buffer;

  @Column({ type: 'uuid' })
  @ForeignKey('ClientEntity', { name: 'authorization_codes_client_id_fkey', onDelete: 'CASCADE' })
  client_id!: string;

  @Column({ type: 'uuid' })
  @ForeignKey('UserEntity', { name: 'authorization_codes_user_id_fkey', onDelete: 'CASCADE' })
  user_id!: string;

  /** The session in which the person let the application in. */
  @Column({ type: 'uuid' })
  granted_in!: string;

  @Column({ type: 'text' })
  redirect_uri!: string;

  @Column({ type: 'text' })
  code_challenge!: string;

  @Column({ type: 'text', nullable: true })
  nonce!: string | null;

  @Column({ type: 'text', array: true })
  scope!: readonly string[];

  /** What the access token is to be meant for; null: all that the application may have. */
  @Column({ type: 'text', array: true, nullable: true })
  audience!: readonly string[] | null;

  /** How the person proved who they are, and when. */
  @Column({ type: 'text', array: true })
  amr!: readonly AuthenticationMethod[];

  @Column({ type: 'timestamptz' })
  authenticated_at!: Date;

  @Column({ type: 'timestamptz' })
  expires_at!: Date;

  /** The session that was opened by it; null: it was not used. */
  @Column({ type: 'uuid', nullable: true })
  session_id!: string | null;
}
