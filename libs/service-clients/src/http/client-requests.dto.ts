import { ApiExtraModels, ApiProperty, ApiPropertyOptional, OmitType, PartialType } from '@nestjs/swagger';
import {
  IdParam,
  IsAudienceList,
  IsFlag,
  IsId,
  IsList,
  IsOneOf,
  IsPlainName,
  IsRecord,
  IsRfc3339,
  MaxItems,
  MayBeAbsent,
  MayBeNull,
  PageQuery,
  UniqueItems,
} from '#libs/platform';
import { readClientJwk } from '../client-jwk.js';
import type { ClientDefinition } from '../clients.js';
import { MAX_NAME_LENGTH, MAX_SCOPES } from './client.dto.js';
import { IsScope } from './is-scope.decorator.js';
import { PUBLIC_JWK, PUBLIC_JWK_OR_NULL, PUBLIC_JWKS, type PublicJwk } from './public-jwk.dto.js';

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
