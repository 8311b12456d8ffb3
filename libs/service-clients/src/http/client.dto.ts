import { ApiExtraModels, ApiProperty, ApiPropertyOptional, OmitType, PartialType } from '@nestjs/swagger';
import {
  AUDIENCES,
  IdParam,
  IsAudienceList,
  IsFlag,
  IsId,
  IsList,
  IsOneOf,
  IsPlainName,
  IsRecord,
  IsRfc3339,
  listOf,
  MaxItems,
  MayBeAbsent,
  MayBeNull,
  NextCursor,
  PageQuery,
  Shown,
  text,
  UniqueItems,
  visible,
} from '#libs/platform';
import { readClientJwk } from '../client-jwk.js';
import type { NewSecret, SecretRecord } from '../client-secrets.js';
import type { ClientDefinition, ClientRecord, CreatedRecord } from '../clients.js';
import { IsScope, SCOPE } from './is-scope.decorator.js';
import { PUBLIC_JWK, PUBLIC_JWK_OR_NULL, PUBLIC_JWKS, type PublicJwk } from './public-jwk.dto.js';

const MAX_NAME_LENGTH = 100;
const MAX_SCOPES = 50;
const MAX_SECRETS = 5;
const SECRET = visible(256);

/** A service client to be registered. */
@ApiExtraModels(...PUBLIC_JWKS)
export class CreateClient {
  /**
   * As people tell it from others by: no characters that cannot be seen.
   * @example "orders"
   */
  @IsPlainName(MAX_NAME_LENGTH)
  name!: string;

  /**
   * The most that its tokens may carry: `introspect`, `revocations:read`, and permissions.
   * @example ["introspect", "orders:read"]
   */
  @IsScope({ each: true })
  @MaxItems(MAX_SCOPES)
  @UniqueItems()
  @IsList()
  scopes!: string[];

  /**
   * What its tokens may be meant for, and whose tokens it may introspect; without it the configured audiences.
   * @example ["orders"]
   */
  @MayBeAbsent()
  @UniqueItems()
  @IsAudienceList()
  audiences?: string[];

  /** The public key of its assertions, for `private_key_jwt`. */
  @ApiPropertyOptional(PUBLIC_JWK)
  @MayBeAbsent()
  @IsRecord()
  public_jwk?: PublicJwk;

  /** Whether to make a secret too. Without it one is made for a client that has no key, so there is one way in and no more. */
  @MayBeAbsent()
  @IsFlag()
  with_secret?: boolean;
}

/** Which clients to list. */
export class ClientQuery extends PageQuery {
  /**
   * Only those that may have it.
   * @example "introspect"
   */
  @MayBeAbsent()
  @IsScope()
  scope?: string;
}

/** What is to be different about a client; what is absent stays. Its tokens are outdated in any case. */
export class UpdateClient extends PartialType(OmitType(CreateClient, ['audiences', 'public_jwk', 'with_secret']), {
  skipNullProperties: false,
}) {
  /** Null: from now on the configured audiences. */
  @ApiPropertyOptional({ type: [String], nullable: true })
  @MayBeNull()
  @UniqueItems()
  @IsAudienceList()
  audiences?: string[] | null;

  /** Null: from now on it has no key. */
  @ApiPropertyOptional(PUBLIC_JWK_OR_NULL)
  @MayBeNull()
  @IsRecord()
  public_jwk?: PublicJwk | null;

  /** A disabled client gets no tokens, and those that it has are dead. */
  @ApiPropertyOptional({ enum: ['active', 'disabled'] })
  @MayBeAbsent()
  @IsOneOf(['active', 'disabled'])
  status?: 'active' | 'disabled';
}

/** A secret to be made. */
export class CreateClientSecret {
  /** From then on it is refused; without it, it stays good until it is deleted. */
  @ApiPropertyOptional({ format: 'date-time' })
  @MayBeAbsent()
  @IsRfc3339()
  expires_at?: string;
}

/** The `{id}` and `{secret_id}` of a route. */
export class ClientSecretParams extends IdParam {
  @ApiProperty({ format: 'uuid' })
  @IsId()
  secret_id!: string;
}

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

/** What is to be registered, and whether with a secret. @throws DomainError `validation_failed` */
export function registrationIn(body: CreateClient): [definition: ClientDefinition, withSecret: boolean] {
  const { name, scopes, with_secret, public_jwk } = body;
  const definition = { name, scopes, audiences: null, public_jwk: null, ...definitionIn(body) };
  return [definition, with_secret ?? public_jwk === undefined];
}

/** What a body says about a client; what it does not say is absent. @throws DomainError `validation_failed` */
export function definitionIn({ name, scopes, audiences, public_jwk }: UpdateClient): Partial<ClientDefinition> {
  return {
    ...(name !== undefined && { name }),
    ...(scopes !== undefined && { scopes }),
    ...(audiences !== undefined && { audiences }),
    ...(public_jwk !== undefined && { public_jwk: public_jwk && readClientJwk({ ...public_jwk }) }),
  };
}
