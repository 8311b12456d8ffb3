import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

/** The id of an assertion that was used: each is good once (RFC 7523 §3, `jti`), on whatever replica. */
@Entity('client_assertions')
@Index('client_assertions_expires_at_idx', ['expires_at'])
export class ClientAssertionEntity {
  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'client_assertions_pkey' })
  @ForeignKey('ClientEntity', { name: 'client_assertions_client_id_fkey', onDelete: 'CASCADE' })
  client_id!: string;

  @PrimaryColumn({ type: 'text', primaryKeyConstraintName: 'client_assertions_pkey' })
  jti!: string;

  /** From then on the assertion is refused for its age, and its id may be forgotten. */
  @Column({ type: 'timestamptz' })
  expires_at!: Date;
}
