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
  IsText,
  MaxItems,
  MayBeAbsent,
  MayBeNull,
  PageQuery,
  UniqueItems,
} from '#libs/platform';
import { CLIENT_KINDS, type ClientKind } from '../client-kind.js';
import { CLIENT_URI, LOGO_URI, MAX_NAME_LENGTH, MAX_SCOPES } from './client.dto.js';
import { IsClientUris } from './is-client-uris.decorator.js';
import { IsScope } from './is-scope.decorator.js';
import { PUBLIC_JWK, PUBLIC_JWK_OR_NULL, PUBLIC_JWKS, type PublicJwk } from './public-jwk.dto.js';

/** A client to be registered. What fits one kind is refused for another. */
@ApiExtraModels(...PUBLIC_JWKS)
export class CreateClient {
  /**
   * A `service` gets tokens of its own. With the others people log in: `web` runs on a server, `native` on somebody's device, `browser`
   * in a page.
   */
  @ApiPropertyOptional({ enum: CLIENT_KINDS, default: 'service' })
  @MayBeAbsent()
  @IsOneOf(CLIENT_KINDS)
  kind?: ClientKind;

  /**
   * As people tell it from others by: no characters that cannot be seen.
   * @example "orders"
   */
  @IsPlainName(MAX_NAME_LENGTH)
  name!: string;

  /**
   * The most that its tokens may carry: `introspect`, `revocations:read`, and permissions. None for an application: what people may do
   * depends on their roles.
   * @example ["introspect", "orders:read"]
   */
  @ApiPropertyOptional({ type: [String], default: [] })
  @MayBeAbsent()
  @IsScope({ each: true })
  @MaxItems(MAX_SCOPES)
  @UniqueItems()
  @IsList()
  scopes?: string[];

  /**
   * What its tokens may be meant for, and whose tokens it may introspect; without it the configured audiences. An application
   * without any gets tokens with which it can ask who has logged in, and nothing else.
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

  /**
   * Of an application, at least one: where browsers may be sent with the answer of a login, exactly as it will ask for it. `https`; `http` on
   * a loopback address, for `native` at any port; for `native` also a scheme with a dot in it.
   * @example ["https://wiki.example.org/callback"]
   */
  @MayBeAbsent()
  @IsClientUris()
  redirect_uris?: string[];

  /**
   * Where browsers may be sent after a logout that the application asks for; by the same rules.
   * @example ["https://wiki.example.org/"]
   */
  @MayBeAbsent()
  @IsClientUris()
  post_logout_redirect_uris?: string[];

  /** Of a `web` client: where it wants to be told that a session is over (OpenID Connect Back-Channel Logout 1.0). */
  @MayBeAbsent()
  @IsText(CLIENT_URI)
  backchannel_logout_uri?: string;

  /** Whether it needs to be told which session that is. It is told in any case. */
  @MayBeAbsent()
  @IsFlag()
  backchannel_logout_session_required?: boolean;

  /**
   * A picture by which people know the application. It is shown to them if it is a `data:` URI, of a PNG, JPEG, GIF or WebP in base64: what lies elsewhere is
   * not fetched.
   */
  @MayBeAbsent()
  @IsText(LOGO_URI)
  logo_uri?: string;

  /** Whether the application is trusted: then nobody is asked for consent. */
  @MayBeAbsent()
  @IsFlag()
  first_party?: boolean;

  /** Whether it has to push what it asks for (RFC 9126): then nobody comes here with more than the address of that. */
  @MayBeAbsent()
  @IsFlag()
  require_pushed_authorization_requests?: boolean;

  /**
   * Whether it may have people let it in on another device (RFC 8628). Without it, `native` clients may. One that may needs no
   * `redirect_uris`.
   */
  @MayBeAbsent()
  @IsFlag()
  device_grant?: boolean;

  /** Whether to make a secret too. Without it one is made for a client that has no key and could keep a secret, so there is one way in and no more. */
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

  /** Only those of this kind. */
  @ApiPropertyOptional({ enum: CLIENT_KINDS })
  @MayBeAbsent()
  @IsOneOf(CLIENT_KINDS)
  kind?: ClientKind;

  /**
   * Only those whose name has this in it, wherever.
   * @example "orders"
   */
  @MayBeAbsent()
  @IsText({ minLength: 1, maxLength: MAX_NAME_LENGTH })
  name_contains?: string;
}

/** Of a new client, what may be another way in a change, or cannot be changed. */
const NOT_CHANGED_ALIKE = [
  'kind',
  'audiences',
  'public_jwk',
  'backchannel_logout_uri',
  'logo_uri',
  'with_secret',
] as const;

/** What is to be different about a client; what is absent stays. Its tokens are outdated in any case. */
export class UpdateClient extends PartialType(OmitType(CreateClient, NOT_CHANGED_ALIKE), {
  skipNullProperties: false,
}) {
  /** Null: from now on the configured audiences; of an application, none. */
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

  /** Null: from now on it is not told. */
  @ApiPropertyOptional({ type: String, nullable: true })
  @MayBeNull()
  @IsText(CLIENT_URI)
  backchannel_logout_uri?: string | null;

  /** Null: from now on it has none. */
  @ApiPropertyOptional({ type: String, nullable: true })
  @MayBeNull()
  @IsText(LOGO_URI)
  logo_uri?: string | null;

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
