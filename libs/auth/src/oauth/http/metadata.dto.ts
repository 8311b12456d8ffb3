import { ApiProperty } from '@nestjs/swagger';
import { listOf, Shown, URL_FORM, visible } from '#libs/platform';

const SUPPORTED = listOf(visible(64), 20);

/** Where everything is and what is supported (RFC 8414, OpenID Connect Discovery §3). What has to do with people logging in is absent where there are no pages. */
export class AuthorizationServerMetadata {
  @Shown(URL_FORM)
  issuer!: string;

  @Shown(URL_FORM)
  token_endpoint!: string;

  @Shown(URL_FORM)
  introspection_endpoint!: string;

  @Shown(URL_FORM)
  revocation_endpoint!: string;

  @Shown(URL_FORM)
  jwks_uri!: string;

  @Shown(SUPPORTED)
  grant_types_supported!: string[];

  @Shown(SUPPORTED)
  response_types_supported!: string[];

  @Shown(SUPPORTED)
  token_endpoint_auth_methods_supported!: string[];

  @Shown(SUPPORTED)
  token_endpoint_auth_signing_alg_values_supported!: string[];

  @Shown(SUPPORTED)
  introspection_endpoint_auth_methods_supported!: string[];

  @Shown(SUPPORTED)
  introspection_endpoint_auth_signing_alg_values_supported!: string[];

  @Shown(SUPPORTED)
  revocation_endpoint_auth_methods_supported!: string[];

  @Shown(SUPPORTED)
  revocation_endpoint_auth_signing_alg_values_supported!: string[];

  /** How well somebody can prove who they are, as `acr` of tokens tells: in one way, or in more than one (RFC 9470 §7). */
  @Shown(SUPPORTED)
  acr_values_supported!: string[];

  @Shown(URL_FORM)
  authorization_endpoint?: string;

  @Shown(URL_FORM)
  pushed_authorization_request_endpoint?: string;

  @Shown(URL_FORM)
  device_authorization_endpoint?: string;

  @Shown(URL_FORM)
  userinfo_endpoint?: string;

  @Shown(URL_FORM)
  end_session_endpoint?: string;

  /** Whether applications are told when a session ends (OpenID Connect Back-Channel Logout 1.0). */
  backchannel_logout_supported?: boolean;

  /** Whether they are told which. */
  backchannel_logout_session_supported?: boolean;

  @Shown(SUPPORTED)
  response_modes_supported?: string[];

  @Shown(SUPPORTED)
  code_challenge_methods_supported?: string[];

  @Shown(SUPPORTED)
  scopes_supported?: string[];

  @Shown(SUPPORTED)
  claims_supported?: string[];

  @Shown(SUPPORTED)
  prompt_values_supported?: string[];

  @Shown(SUPPORTED)
  subject_types_supported?: string[];

  /** Of the keys that are published, that of the one which signs now at the head. */
  @Shown(SUPPORTED)
  id_token_signing_alg_values_supported?: string[];

  authorization_response_iss_parameter_supported?: boolean;

  claims_parameter_supported?: boolean;

  request_parameter_supported?: boolean;

  request_uri_parameter_supported?: boolean;

  /** Of everybody: single applications may have to (RFC 9126 §5). */
  require_pushed_authorization_requests?: boolean;

  /** Beyond RFC 8414: the feed of revocations, to be polled. */
  @Shown(URL_FORM)
  revocations_endpoint!: string;

  /** Beyond RFC 8414: the same as server-sent events. */
  @Shown(URL_FORM)
  revocations_stream_endpoint!: string;

  @Shown(URL_FORM)
  service_documentation!: string;

  /** Beyond RFC 8414: whether the service sends mails, so that people can replace a password that they have forgotten. */
  @ApiProperty({ enum: ['on', 'off'] }) mails!: 'on' | 'off';

  /** Beyond RFC 8414: whether who registers has to show first that the address is theirs. */
  @ApiProperty({ enum: ['off', 'required'] }) email_verification!: 'off' | 'required';

  /** Beyond RFC 8414: whether browsers know passkeys where this service is; they do not at an IP address, nor without TLS. */
  @ApiProperty({ enum: ['on', 'off'] }) passkeys!: 'on' | 'off';

  /** Beyond RFC 8414: whether people can log in by a code that is mailed to them. */
  @ApiProperty({ enum: ['on', 'off'] }) email_code!: 'on' | 'off';
}
