import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { GRANT_KINDS } from '../grants/grants.js';
import { OAUTH_FIELDS } from '../oauth-fields.js';
import { ApiGrantFields } from './grant-fields.decorator.js';

/** How a client may say who it is in the form itself; `Authorization: Basic` is the other way. */
export class ClientForm {
  /** `gatehouse` for people who log in here; the `client_id` of a service otherwise. */
  @ApiPropertyOptional(OAUTH_FIELDS.client_id)
  client_id?: string;

  @ApiPropertyOptional(OAUTH_FIELDS.client_secret)
  client_secret?: string;

  /** `urn:ietf:params:oauth:client-assertion-type:jwt-bearer` */
  @ApiPropertyOptional(OAUTH_FIELDS.client_assertion_type)
  client_assertion_type?: string;

  /** A JWT that the client signed (RFC 7523). */
  @ApiPropertyOptional(OAUTH_FIELDS.client_assertion)
  client_assertion?: string;
}

/** A request for tokens (RFC 6749). */
@ApiGrantFields()
export class TokenForm extends ClientForm {
  @ApiProperty({ enum: GRANT_KINDS.map(({ type }) => type) })
  grant_type!: string;

  /** For `client_credentials`: what is wanted of the client's scopes, with spaces between. */
  @ApiPropertyOptional(OAUTH_FIELDS.scope)
  scope?: string;

  /** The audiences that the token is to be good for, with spaces between. */
  @ApiPropertyOptional(OAUTH_FIELDS.audience)
  audience?: string;
}

/** A token to be looked at or revoked. */
export class PresentedTokenForm extends ClientForm {
  @ApiProperty(OAUTH_FIELDS.token)
  token!: string;

  /** Taken note of, and not needed. */
  @ApiPropertyOptional(OAUTH_FIELDS.token_type_hint)
  token_type_hint?: string;
}

/** Tokens (RFC 6749 §5.1). */
export class GrantedTokenResponse {
  access_token!: string;

  @ApiProperty({ enum: ['Bearer'] })
  token_type!: 'Bearer';

  /** Seconds. */
  @ApiProperty({ type: 'integer', minimum: 0 })
  expires_in!: number;

  refresh_token?: string;

  scope?: string;

  @ApiPropertyOptional({ format: 'uuid' })
  session_id?: string;
}

/** What is known of a token (RFC 7662 §2.2). An inactive one has `active` and nothing else. */
export class IntrospectionResponse {
  active!: boolean;

  iss?: string;

  sub?: string;

  aud?: string[];

  client_id?: string;

  sid?: string;

  jti?: string;

  @ApiPropertyOptional({ type: 'integer' })
  iat?: number;

  @ApiPropertyOptional({ type: 'integer' })
  exp?: number;

  @ApiPropertyOptional({ type: 'integer' })
  auth_time?: number;

  /**
   * How the person proved who they are: values of RFC 8176, such as `pwd`.
   * @example ["pwd"]
   */
  amr?: string[];

  roles?: string[];

  @ApiPropertyOptional({ type: 'integer' })
  epoch?: number;

  /** Of the service client that got the token for somebody else. */
  @ApiPropertyOptional({ type: 'integer' })
  client_epoch?: number;

  scope?: string;

  token_type?: string;

  @ApiPropertyOptional({ type: 'object', additionalProperties: true })
  ext?: Record<string, unknown>;
}

/** Where everything is and what is supported (RFC 8414). */
export class AuthorizationServerMetadata {
  issuer!: string;

  token_endpoint!: string;

  introspection_endpoint!: string;

  revocation_endpoint!: string;

  jwks_uri!: string;

  grant_types_supported!: string[];

  response_types_supported!: string[];

  token_endpoint_auth_methods_supported!: string[];

  token_endpoint_auth_signing_alg_values_supported!: string[];

  introspection_endpoint_auth_methods_supported!: string[];

  introspection_endpoint_auth_signing_alg_values_supported!: string[];

  revocation_endpoint_auth_methods_supported!: string[];

  revocation_endpoint_auth_signing_alg_values_supported!: string[];

  /** Beyond RFC 8414: the feed of revocations, to be polled. */
  revocations_endpoint!: string;

  /** Beyond RFC 8414: the same as server-sent events. */
  revocations_stream_endpoint!: string;

  service_documentation!: string;
}
