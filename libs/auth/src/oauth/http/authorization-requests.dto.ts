import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Shown, URL_FORM, visible } from '#libs/platform';
import { AUTHORIZATION_FIELDS } from '../../openid/authorization-parameters.js';
import { OAUTH_FIELDS } from '../oauth-fields.js';
import { ClientForm } from './oauth.dto.js';

/** What an application will ask for: all that `/oauth/authorize` takes. */
export class PushedRequestForm extends ClientForm {
  @ApiPropertyOptional(AUTHORIZATION_FIELDS.redirect_uri)
  redirect_uri?: string;

  /** `code` */
  @ApiPropertyOptional(AUTHORIZATION_FIELDS.response_type)
  response_type?: string;

  /** `query` or `form_post` */
  @ApiPropertyOptional(AUTHORIZATION_FIELDS.response_mode)
  response_mode?: string;

  /**
   * `openid`, and of `email`, `roles`, `profile` and `offline_access` what is wanted, with spaces between.
   * @example "openid email"
   */
  @ApiPropertyOptional(AUTHORIZATION_FIELDS.scope)
  scope?: string;

  @ApiPropertyOptional(AUTHORIZATION_FIELDS.state)
  state?: string;

  @ApiPropertyOptional(AUTHORIZATION_FIELDS.nonce)
  nonce?: string;

  @ApiPropertyOptional(AUTHORIZATION_FIELDS.code_challenge)
  code_challenge?: string;

  /** `S256` */
  @ApiPropertyOptional(AUTHORIZATION_FIELDS.code_challenge_method)
  code_challenge_method?: string;

  /** `none`, alone, or of `login`, `consent` and `select_account`. */
  @ApiPropertyOptional(AUTHORIZATION_FIELDS.prompt)
  prompt?: string;

  /** Seconds. */
  @ApiPropertyOptional(AUTHORIZATION_FIELDS.max_age)
  max_age?: string;

  @ApiPropertyOptional(AUTHORIZATION_FIELDS.login_hint)
  login_hint?: string;

  @ApiPropertyOptional(AUTHORIZATION_FIELDS.id_token_hint)
  id_token_hint?: string;

  @ApiPropertyOptional(AUTHORIZATION_FIELDS.acr_values)
  acr_values?: string;

  /** What the access token is to be meant for, with spaces between. It may be given several times (RFC 8707). */
  @ApiPropertyOptional(AUTHORIZATION_FIELDS.resource)
  resource?: string;
}

/** Where what was pushed is found (RFC 9126 §2.2). */
export class PushedRequestResponse {
  /**
   * Good once, for this client.
   * @example "urn:ietf:params:oauth:request_uri:Zm9yIHNob3cgb25seSBmb3Igc2hvdyBvbmx5IGZvciA"
   */
  @Shown(URL_FORM)
  request_uri!: string;

  /** Seconds. */
  @ApiProperty({ type: 'integer', format: 'int32', minimum: 0, maximum: 600, example: 60 })
  expires_in!: number;
}

/** What a device asks for (RFC 8628 §3.1). */
export class DeviceAuthorizationForm extends ClientForm {
  /**
   * `openid`, and of `email`, `roles`, `profile` and `offline_access` what is wanted, with spaces between.
   * @example "openid email"
   */
  @ApiPropertyOptional(OAUTH_FIELDS.scope)
  scope?: string;

  /** The audiences that the token is to be good for, with spaces between. */
  @ApiPropertyOptional(OAUTH_FIELDS.audience)
  audience?: string;

  /** The same by the name that it has in RFC 8707. It may be given several times. */
  @ApiPropertyOptional(OAUTH_FIELDS.resource)
  resource?: string;
}

/** What a device shows, and by what it asks (RFC 8628 §3.2). */
export class DeviceAuthorizationResponse {
  /** @example "gdc_Zm9yIHNob3cgb25seSBmb3Igc2hvdyBvbmx5IGZvciA" */
  @Shown(visible(256))
  device_code!: string;

  /** @example "WDJB-MJHT" */
  @Shown(visible(16))
  user_code!: string;

  /** @example "https://auth.example.org/device" */
  @Shown(URL_FORM)
  verification_uri!: string;

  /**
   * The same with the code in it.
   * @example "https://auth.example.org/device?user_code=WDJB-MJHT"
   */
  @Shown(URL_FORM)
  verification_uri_complete!: string;

  /** Seconds. */
  @ApiProperty({ type: 'integer', format: 'int32', minimum: 0, maximum: 3600, example: 600 })
  expires_in!: number;

  /** Seconds to wait before each question at the token endpoint. */
  @ApiProperty({ type: 'integer', format: 'int32', minimum: 1, maximum: 60, example: 5 })
  interval!: number;
}
