import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

/** One of a service client's secrets: several may be good at once, so that one can be rotated. */
@Entity('client_secrets')
@Index('client_secrets_client_id_idx', ['client_id'])
export class ClientSecretEntity {
  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'client_secrets_pkey' })
  id!: string;

  @Column({ type: 'uuid' })
  @ForeignKey('ClientEntity', { name: 'client_secrets_client_id_fkey', onDelete: 'CASCADE' })
  client_id!: string;

  /** SHA-256: the secret has 256 random bits, so nothing slower is needed to keep it from being guessed. */
  @Column({ type: 'bytea' })
  secret_hash!: Buffer;

  @Column({ type: 'timestamptz', default: () => 'now()' })
  created_at!: Date;

  @Column({ type: 'timestamptz', nullable: true })
  expires_at!: Date | null;
}
