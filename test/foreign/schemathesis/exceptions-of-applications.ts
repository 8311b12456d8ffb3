import type { Exception } from './exception.js';

/** Rules that JSON Schema has no words for, of applications and of other providers. */
export const OF_APPLICATIONS: readonly Exception[] = [
  {
    operations: /^(authorizeDevice|pushAuthorizationRequest)$/,
    check: 'positive_data_acceptance',
    answer: /^400 unauthorized_client /,
    reason: 'It is for applications, and whoever asks here is a service, or nobody.',
  },
  {
    operations: /^(create|update)Client$/,
    check: 'positive_data_acceptance',
    answer:
      /^400 validation_failed( (redirect_uris|post_logout_redirect_uris|backchannel_logout_\w+|logo_uri|first_party|require_pushed_authorization_requests|device_grant|scopes)[^ ]*:\w+)+$/,
    reason: 'What a client may have depends on its kind, and an address has one form, that of browsers.',
  },
  {
    operations: /^(create|update)IdentityProvider$/,
    check: 'positive_data_acceptance',
    answer: /^400 validation_failed( (issuer|button_text|scopes|email_domains|role_mapping)[^ ]*:\w+)+$/,
    reason: 'An issuer is an address in one form, a name can be told from others, and scopes have `openid` among them.',
  },
];
