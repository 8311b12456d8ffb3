import { Controller, Get, Header } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { AUTHENTICATION_LEVELS } from '#libs/contracts';
import { RelyingParties } from '#libs/factors';
import { MailAbility } from '#libs/mail';
import { OIDC_SCOPES, RESPONSE_MODES } from '#libs/oidc';
import { ApiProblemsInMemory, Config } from '#libs/platform';
import { KeyRing } from '#libs/tokens';
import { Public } from '#libs/verifier/nest';
import { GrantTokens } from '../grant-tokens.js';
import { AuthorizationServerMetadata } from './metadata.dto.js';

const SERVICE_METHODS = ['client_secret_basic', 'client_secret_post', 'private_key_jwt'];
const ASSERTION_ALGORITHMS = ['ES256', 'RS256', 'PS256'];

/**
 * RFC 8414 demands a list, and forbids an empty one (§3.2). `none` is the registered type that gets neither code nor
 * token: without pages nobody can log in to get any.
 */
const NO_RESPONSE_TYPES = ['none'];

const CLAIMS = [
  ...['iss', 'sub', 'aud', 'exp', 'iat', 'auth_time', 'nonce', 'acr', 'amr', 'azp', 'sid', 'at_hash'],
  ...['email', 'email_verified', 'roles'],
];

@ApiTags('oauth')
@Controller('.well-known')
export class MetadataController {
  constructor(
    private readonly config: Config,
    private readonly grantTokens: GrantTokens,
    private readonly keyRing: KeyRing,
    private readonly mailAbility: MailAbility,
    private readonly relyingParties: RelyingParties,
  ) {}

  /** The same where applications look for it (OpenID Connect Discovery §4). */
  @Public()
  @Get('openid-configuration')
  @Header('Cache-Control', 'public, max-age=300')
  @ApiOkResponse({ type: AuthorizationServerMetadata, description: 'The metadata.' })
  @ApiProblemsInMemory('too_many_requests', 'starting')
  getOpenIdConfiguration(): AuthorizationServerMetadata {
    return this.getAuthorizationServerMetadata();
  }

  /** Tells where everything is and what is supported (RFC 8414). */
  @Public()
  @Get('oauth-authorization-server')
  @Header('Cache-Control', 'public, max-age=300')
  @ApiOkResponse({ type: AuthorizationServerMetadata, description: 'The metadata.' })
  @ApiProblemsInMemory('too_many_requests', 'starting')
  getAuthorizationServerMetadata(): AuthorizationServerMetadata {
    // From the configuration, never from the request's Host (RFC 8414 §2, OWASP ASVS 13.2).
    const { issuer, emailCode, emailVerification } = this.config;
    return {
      issuer,
      token_endpoint: `${issuer}/oauth/token`,
      introspection_endpoint: `${issuer}/oauth/introspect`,
      revocation_endpoint: `${issuer}/oauth/revoke`,
      jwks_uri: `${issuer}/.well-known/jwks.json`,
      grant_types_supported: this.grantTokens.types,
      ...this.openId(),
      token_endpoint_auth_methods_supported: [...SERVICE_METHODS, 'none'],
      token_endpoint_auth_signing_alg_values_supported: ASSERTION_ALGORITHMS,
      introspection_endpoint_auth_methods_supported: SERVICE_METHODS,
      introspection_endpoint_auth_signing_alg_values_supported: ASSERTION_ALGORITHMS,
      revocation_endpoint_auth_methods_supported: [...SERVICE_METHODS, 'none'],
      revocation_endpoint_auth_signing_alg_values_supported: ASSERTION_ALGORITHMS,
      acr_values_supported: AUTHENTICATION_LEVELS.slice(),
      revocations_endpoint: `${issuer}/v1/revocations`,
      revocations_stream_endpoint: `${issuer}/v1/revocations/stream`,
      service_documentation: `${issuer}/docs`,
      mails: this.mailAbility.isOn ? 'on' : 'off',
      email_verification: emailVerification,
      passkeys: this.relyingParties.areUsable ? 'on' : 'off',
      email_code: this.mailAbility.isOn ? emailCode : 'off',
    };
  }

  /** What applications have to know that people log in with (OpenID Connect Discovery §3). */
  private openId(): Pick<AuthorizationServerMetadata, 'response_types_supported'> &
    Partial<AuthorizationServerMetadata> {
    const { issuer, pages } = this.config;
    if (pages === 'off') return { response_types_supported: NO_RESPONSE_TYPES };
    return {
      authorization_endpoint: `${issuer}/oauth/authorize`,
      pushed_authorization_request_endpoint: `${issuer}/oauth/par`,
      device_authorization_endpoint: `${issuer}/oauth/device_authorization`,
      userinfo_endpoint: `${issuer}/oauth/userinfo`,
      end_session_endpoint: `${issuer}/oauth/end-session`,
      backchannel_logout_supported: true,
      backchannel_logout_session_supported: true,
      response_types_supported: ['code'],
      response_modes_supported: [...RESPONSE_MODES],
      code_challenge_methods_supported: ['S256'],
      authorization_response_iss_parameter_supported: true,
      scopes_supported: [...OIDC_SCOPES],
      claims_supported: CLAIMS,
      acr_values_supported: [...AUTHENTICATION_LEVELS],
      prompt_values_supported: ['none', 'login', 'consent', 'select_account'],
      subject_types_supported: ['public'],
      id_token_signing_alg_values_supported: [...this.keyRing.algorithms],
      claims_parameter_supported: false,
      request_parameter_supported: false,
      request_uri_parameter_supported: false,
      require_pushed_authorization_requests: false,
    };
  }
}
