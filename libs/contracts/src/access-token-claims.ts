/**
 * The payload of an access token (RFC 9068). It identifies and says what is allowed; it never holds anything
 * personal or secret, because a JWS is signed, not encrypted.
 */
export interface AccessTokenClaims {
  /** Issuer: the configured `GATEHOUSE_ISSUER`, byte for byte (RFC 7519 §4.1.1). */
  iss: string;
  /** Audiences that may accept the token (RFC 7519 §4.1.3). */
  aud: string | string[];
  /** The user's or the service client's id. */
  sub: string;
  /** The OAuth client that asked for the token (RFC 9068 §2.2). */
  client_id: string;
  /** The session that the token belongs to; absent from tokens of service clients. */
  sid?: string;
  /** Only in an application's session: the session of the person in which it was let in. Whatever ends that one ends this one. */
  parent_sid?: string;
  /** 128 random bits, base64url: the id by which this one token can be revoked (RFC 7519 §4.1.7). */
  jti: string;
  /** Seconds since the epoch, by the database's clock (RFC 7519 §4.1.6). */
  iat: number;
  /** Seconds since the epoch; at and after it the token is dead (RFC 7519 §4.1.4). */
  exp: number;
  /** When the person last proved who they are, in seconds since the epoch (RFC 9068 §2.2.1). */
  auth_time?: number;
  /** How they proved it: values of RFC 8176 §2, such as `pwd` (RFC 9068 §2.2.1). Further values may come. */
  amr?: string[];
  /** How well: `sfa`, or `mfa` where they proved it in more than one way (RFC 9068 §2.2.1). Further values may come. */
  acr?: string;
  /** Names of the roles granted directly to the subject; absent where there are none (RFC 9068 §2.2.3.1). */
  roles?: string[];
  /** The subject's epoch when roles were read; a token with a smaller one than the subject's is outdated. */
  epoch: number;
  /**
   * Only where a service client got the token for somebody else: the client's epoch then. A token with a smaller one than the
   * client's is outdated as well; none counts as 0.
   */
  client_epoch?: number;
  /** Space-separated scopes of a service client (RFC 8693 §4.2); absent where there are none. */
  scope?: string;
  /** Small custom claims set by an administrator. */
  ext?: Record<string, unknown>;
}

/** The one `typ` that an access token's header may have (RFC 9068 §2.1). */
export const ACCESS_TOKEN_TYPE = 'at+jwt';
