import { Controller, Get, Header } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { AUTHENTICATION_LEVELS } from '#libs/contracts';
import { RelyingParties } from '#libs/factors';
import { MailAbility } from '#libs/mail';
import { ApiProblemsInMemory, Config } from '#libs/platform';
import { Public } from '#libs/verifier/nest';
import { GrantTokens } from '../grant-tokens.js';
import { AuthorizationServerMetadata } from './metadata.dto.js';

const SERVICE_METHODS = ['client_secret_basic', 'client_secret_post', 'private_key_jwt'];
const ASSERTION_ALGORITHMS = ['ES256', 'RS256', 'PS256'];

/**
 * RFC 8414 demands a list, and forbids an empty one (§3.2). `none` is the registered type that gets neither code nor
 * token: there is no authorization endpoint to get any from.
 */
const RESPONSE_TYPES = ['none'];

@ApiTags('oauth')
@Controller('.well-known')
export class MetadataController {
  constructor(
    private readonly config: Config,
    private readonly grantTokens: GrantTokens,
    private readonly mailAbility: MailAbility,
    private readonly relyingParties: RelyingParties,
  ) {}

  /** Tells where everything is and what is supported (RFC 8414). */
  @Public()
  @Get('oauth-authorization-server')
  @Header('Cache-Control', 'public, max-age=300')
  @ApiOkResponse({ type: AuthorizationServerMetadata, description: 'The metadata.' })
  @ApiProblemsInMemory('too_many_requests')
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
      response_types_supported: RESPONSE_TYPES,
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
}
