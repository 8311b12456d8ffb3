import { Check, Column, Entity, ForeignKey, PrimaryColumn, Unique } from 'typeorm';
import type { ClientJwk } from './client-jwk.js';
import type { ClientKind } from './client-kind.js';

/** Through which tokens are asked for: a service's account, or a program that people log in with. Its standing is in `subjects`. */
@Entity('clients')
@Unique('clients_name_key', ['kind', 'name'])
@Unique('clients_client_id_key', ['client_id'])
@Check('clients_kind_check', `kind IN ('service', 'browser')`)
export class ClientEntity {
  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'clients_pkey' })
  @ForeignKey('SubjectEntity', { name: 'clients_id_fkey' })
  id!: string;

  /**
   * `service`: proves who it is, and gets tokens of its own. `browser`: runs where nothing can be kept secret (RFC 6749 §2.1), so
   * it proves nothing, and gets tokens of those who log in with it.
   */
  @Column({ type: 'text', default: 'service' })
  kind!: ClientKind;

  /** By which it names itself, and its tokens name it; null: by its id. */
  @Column({ type: 'text', nullable: true })
  client_id!: string | null;

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
