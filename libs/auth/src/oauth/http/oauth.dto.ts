import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { AUTHENTICATION_LEVELS, MAX_ROLES } from '#libs/contracts';
import {
  AUDIENCES,
  AUTHENTICATION_METHODS,
  INT32,
  jws,
  listOf,
  ROLE_NAME,
  SECONDS_OF_EPOCH,
  Shown,
  TOKEN_ID,
  URL_FORM,
  visible,
  words,
} from '#libs/platform';
import { CUSTOM_CLAIMS } from '#libs/users';
import { ACCESS_TOKEN, EXPIRES_IN, REFRESH_TOKEN } from '#libs/tokens';
import { DEVICE_TOKEN } from '../../sign-in/http/device-token.form.js';
import { GRANT_KINDS } from '../grants/grants.js';
import { OAUTH_FIELDS } from '../oauth-fields.js';
import { ApiGrantFields } from './grant-fields.decorator.js';

const SCOPES = words(8192);
const EPOCH = { ...INT32, minimum: 0 };
const SUBJECT = visible(256);

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

  /** The same by the name that it has in RFC 8707. It may be given several times. */
  @ApiPropertyOptional(OAUTH_FIELDS.resource)
  resource?: string;
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
  @Shown(ACCESS_TOKEN)
  access_token!: string;

  @ApiProperty({ enum: ['Bearer'] })
  token_type!: 'Bearer';

  /** Seconds. */
  @ApiProperty({ type: 'integer', minimum: 0 })
  @Shown(EXPIRES_IN)
  expires_in!: number;

  @Shown(REFRESH_TOKEN)
  refresh_token?: string;

  /** Of an application: who has logged in (OpenID Connect Core §2). */
  @Shown(jws(8192))
  id_token?: string;

  @Shown(SCOPES)
  scope?: string;

  @ApiPropertyOptional({ format: 'uuid' })
  session_id?: string;

  /** With the grant `password`: keep it, also when the session is over, and send it along with the next one. */
  @Shown(DEVICE_TOKEN)
  device_token?: string;
}

/** What is known of a token (RFC 7662 §2.2). An inactive one has `active` and nothing else. */
export class IntrospectionResponse {
  active!: boolean;

  @Shown(URL_FORM)
  iss?: string;

  @Shown(SUBJECT)
  sub?: string;

  @Shown(AUDIENCES)
  aud?: string[];

  @Shown(SUBJECT)
  client_id?: string;

  @Shown({ format: 'uuid' })
  sid?: string;

  /** Of an application's session: the session of the person in which it was let in. */
  @Shown({ format: 'uuid' })
  parent_sid?: string;

  @Shown(TOKEN_ID)
  jti?: string;

  @ApiPropertyOptional({ type: 'integer' })
  @Shown(SECONDS_OF_EPOCH)
  iat?: number;

  @ApiPropertyOptional({ type: 'integer' })
  @Shown(SECONDS_OF_EPOCH)
  exp?: number;

  @ApiPropertyOptional({ type: 'integer' })
  @Shown(SECONDS_OF_EPOCH)
  auth_time?: number;

  /**
   * How the person proved who they are: values of RFC 8176, such as `pwd`.
   * @example ["pwd"]
   */
  @Shown(AUTHENTICATION_METHODS)
  amr?: string[];

  /** How well: `mfa`, in more than one way, or `sfa`. */
  @ApiPropertyOptional({ enum: AUTHENTICATION_LEVELS })
  acr?: string;

  @Shown(listOf(ROLE_NAME, MAX_ROLES))
  roles?: string[];

  @ApiPropertyOptional({ type: 'integer' })
  @Shown(EPOCH)
  epoch?: number;

  /** Of the service client that got the token for somebody else. */
  @ApiPropertyOptional({ type: 'integer' })
  @Shown(EPOCH)
  client_epoch?: number;

  @Shown(SCOPES)
  scope?: string;

  @Shown({ enum: ['Bearer'] })
  token_type?: string;

  @ApiPropertyOptional({ type: 'object', additionalProperties: true })
  @Shown(CUSTOM_CLAIMS)
  ext?: Record<string, unknown>;
}
