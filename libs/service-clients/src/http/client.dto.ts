import { ApiProperty } from '@nestjs/swagger';
import { AUDIENCES, listOf, NextCursor, Shown, text, visible } from '#libs/platform';
import type { NewSecret, SecretRecord } from '../client-secrets.js';
import type { ClientRecord, CreatedRecord } from '../clients.js';
import { SCOPE } from './is-scope.decorator.js';
import { PUBLIC_JWK_OR_NULL, type PublicJwk } from './public-jwk.dto.js';

export const MAX_NAME_LENGTH = 100;
export const MAX_SCOPES = 50;
const MAX_SECRETS = 5;
const SECRET = visible(256);

/** A service's account. */
export class ServiceClient {
  /** @example "0199b2c4-7d1e-7c3a-9f52-1b0c5a7e4d21" */
  @ApiProperty({ format: 'uuid' })
  client_id!: string;

  /** @example "orders" */
  @Shown(text(MAX_NAME_LENGTH))
  name!: string;

  /** @example ["introspect"] */
  @Shown(listOf(SCOPE, MAX_SCOPES))
  scopes!: string[];

  /** Null: the configured audiences. */
  @ApiProperty({ type: [String], nullable: true })
  @Shown(AUDIENCES)
  audiences!: string[] | null;

  /** The public key of its assertions; null: it has none. */
  @ApiProperty(PUBLIC_JWK_OR_NULL)
  public_jwk!: PublicJwk | null;

  @ApiProperty({ enum: ['active', 'disabled'] })
  status!: 'active' | 'disabled';

  @ApiProperty({ format: 'date-time' })
  created_at!: string;

  @ApiProperty({ format: 'date-time' })
  updated_at!: string;
}

/** A client that was just registered. */
export class CreatedClient extends ServiceClient {
  /** Shown this once; null: none was made. */
  @ApiProperty({ type: String, nullable: true })
  @Shown(SECRET)
  client_secret!: string | null;

  /** By which the secret can be deleted; null: none was made. */
  @ApiProperty({ type: String, format: 'uuid', nullable: true })
  secret_id!: string | null;
}

/** One part of the list of clients, newest first. */
export class ClientPage {
  @ApiProperty({ maxItems: 100 })
  items!: ServiceClient[];

  /** Where the next part starts; null at the end. */
  @NextCursor()
  next_cursor!: string | null;
}

/** A secret, without what is secret about it. */
export class ClientSecret {
  @ApiProperty({ format: 'uuid' })
  id!: string;

  @ApiProperty({ format: 'date-time' })
  created_at!: string;

  @ApiProperty({ type: String, format: 'date-time', nullable: true })
  expires_at!: string | null;
}

/** A secret that was just made. */
export class CreatedClientSecret extends ClientSecret {
  /** Shown this once. */
  @Shown(SECRET)
  client_secret!: string;
}

/** The secrets of a client. */
export class ClientSecretList {
  @Shown({ maxItems: MAX_SECRETS })
  items!: ClientSecret[];

  /** Always null: the list is whole. */
  @NextCursor()
  next_cursor!: string | null;
}

export function toClient(record: ClientRecord): ServiceClient {
  return {
    client_id: record.id,
    name: record.name,
    scopes: record.scopes,
    audiences: record.audiences,
    public_jwk: record.public_jwk,
    status: record.status === 'active' ? 'active' : 'disabled',
    created_at: record.created_at.toISOString(),
    updated_at: record.updated_at.toISOString(),
  };
}

export function toCreatedClient({ client, secret }: CreatedRecord): CreatedClient {
  return { ...toClient(client), client_secret: secret?.secret ?? null, secret_id: secret?.id ?? null };
}

export function toSecret({ id, created_at, expires_at }: SecretRecord): ClientSecret {
  return { id, created_at: created_at.toISOString(), expires_at: expires_at?.toISOString() ?? null };
}

export function toCreatedSecret(secret: NewSecret): CreatedClientSecret {
  return { ...toSecret(secret), client_secret: secret.secret };
}
