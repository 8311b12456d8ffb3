import { Column, Entity, ForeignKey, PrimaryColumn, Unique } from 'typeorm';
import type { ClientJwk } from './client-jwk.js';

/** A service's account. Its id is the `client_id` and the `sub` of its tokens; its standing is in `subjects`. */
@Entity('clients')
@Unique('clients_name_key', ['name'])
export class ClientEntity {
  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'clients_pkey' })
  @ForeignKey('SubjectEntity', { name: 'clients_id_fkey' })
  id!: string;

  @Column({ type: 'text' })
  name!: string;

  /** The most that its tokens may carry. */
  @Column({ type: 'text', array: true })
  scopes!: string[];

  /** What its tokens may be meant for, and whose tokens it may introspect; null: the configured audiences. */
  @Column({ type: 'text', array: true, nullable: true })
  audiences!: string[] | null;

  /** The public key of its assertions (`private_key_jwt`); null: it has none. */
  @Column({ type: 'jsonb', nullable: true })
  public_jwk!: ClientJwk | null;

  @Column({ type: 'timestamptz', default: () => 'now()' })
  created_at!: Date;

  @Column({ type: 'timestamptz', default: () => 'now()' })
  updated_at!: Date;
}
