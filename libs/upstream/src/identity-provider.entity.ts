import { Column, Entity, PrimaryColumn, Unique } from 'typeorm';
import type { RoleMapping } from './identity-provider.js';

/** A provider of OpenID Connect by which people log in here. There are few. */
@Entity('identity_providers')
@Unique('identity_providers_issuer_key', ['issuer'])
export class IdentityProviderEntity {
  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'identity_providers_pkey' })
  id!: string;

  @Column({ type: 'text' })
  issuer!: string;

  @Column({ type: 'text' })
  client_id!: string;

  /** Sealed: see `ProviderSecrets`. */
  @Column({ type: 'bytea' })
  client_secret!: Buffer;

  @Column({ type: 'text' })
  button_text!: string;

  @Column({ type: 'text', array: true })
  scopes!: string[];

  @Column({ type: 'boolean' })
  makes_accounts!: boolean;

  @Column({ type: 'text', array: true })
  email_domains!: string[];

  @Column({ type: 'jsonb' })
  role_mapping!: RoleMapping[];

  @Column({ type: 'text', array: true })
  mfa_acr_values!: string[];

  @Column({ type: 'text', array: true })
  mfa_amr_values!: string[];

  @Column({ type: 'boolean' })
  enabled!: boolean;

  /** Rises with every change: what `If-Match` is compared with. */
  @Column({ type: 'integer', default: 1 })
  version!: number;

  @Column({ type: 'timestamptz', default: () => 'now()' })
  created_at!: Date;

  @Column({ type: 'timestamptz', default: () => 'now()' })
  updated_at!: Date;
}
