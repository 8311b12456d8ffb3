import { Check, Column, Entity, ForeignKey, PrimaryColumn, Unique } from 'typeorm';
import type { ClientJwk } from './client-jwk.js';
import type { ClientKind } from './client-kind.js';

/** Through which tokens are asked for: a service's account, or an application that people log in with. Its standing is in `subjects`. */
@Entity('clients')
@Unique('clients_name_key', ['kind', 'name'])
@Unique('clients_client_id_key', ['client_id'])
@Check('clients_kind_check', `kind IN ('service', 'web', 'native', 'browser')`)
export class ClientEntity {
  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'clients_pkey' })
  @ForeignKey('SubjectEntity', { name: 'clients_id_fkey' })
  id!: string;

  /** `native` and `browser` run where nothing can be kept secret (RFC 6749 §2.1), so they prove nothing. */
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

  /** What its tokens may be meant for, and whose tokens it may introspect; null: of a service the configured audiences, of others none. */
  @Column({ type: 'text', array: true, nullable: true })
  audiences!: string[] | null;

  /** The public key of its assertions (`private_key_jwt`); null: it has none. */
  @Column({ type: 'jsonb', nullable: true })
  public_jwk!: ClientJwk | null;

  /** Where browsers may be sent with the answer of a login: the same text, byte for byte. */
  @Column({ type: 'text', array: true, default: () => `'{}'` })
  redirect_uris!: string[];

  /** Where they may be sent after a logout. */
  @Column({ type: 'text', array: true, default: () => `'{}'` })
  post_logout_redirect_uris!: string[];

  /** Where it is told that a session is over (OpenID Connect Back-Channel Logout 1.0); null: nowhere. */
  @Column({ type: 'text', nullable: true })
  backchannel_logout_uri!: string | null;

  /** Whether it wants to be told which session that is. It is told in any case. */
  @Column({ type: 'boolean', default: false })
  backchannel_logout_session_required!: boolean;

  @Column({ type: 'text', nullable: true })
  logo_uri!: string | null;

  /** It is ours: nobody is asked for consent. */
  @Column({ type: 'boolean', default: false })
  first_party!: boolean;

  /** It may send nobody here with more than the address of a request that it has pushed (RFC 9126). */
  @Column({ type: 'boolean', default: false })
  require_pushed_authorization_requests!: boolean;

  /** Whether it may have people let it in on another device (RFC 8628). */
  @Column({ type: 'boolean', default: false })
  device_grant!: boolean;

  @Column({ type: 'timestamptz', default: () => 'now()' })
  created_at!: Date;

  @Column({ type: 'timestamptz', default: () => 'now()' })
  updated_at!: Date;
}
