import { ApiProperty, ApiPropertyOptional, getSchemaPath } from '@nestjs/swagger';
import { MAX_KID_LENGTH } from '../client-jwk.js';

/** 32 bytes. */
const COORDINATE = { minLength: 43, maxLength: 43, pattern: '^[A-Za-z0-9_-]{43}$' };
/** 2048 to 8192 bits. */
const MODULUS = { minLength: 342, maxLength: 1366, pattern: '^[A-Za-z0-9_-]{342,1366}$' };
/** Three or four bytes. */
const EXPONENT = { minLength: 4, maxLength: 6, pattern: '^[A-Za-z0-9_-]{4,6}$' };
const NAME = { maxLength: MAX_KID_LENGTH, pattern: '^[^\\u0000]*$' };

/** What a key may say of itself. Other members of it are passed over, but no private one and no certificate may be there. */
class DeclaredJwk {
  /** A name for the key; it is passed over, since a client has one key. */
  @ApiPropertyOptional(NAME)
  kid?: string;

  /** What the key is for: nothing else than signatures. */
  @ApiPropertyOptional({ enum: ['sig'] })
  use?: 'sig';

  /** What the key is for: nothing else than verifying. */
  @ApiPropertyOptional({ type: 'array', items: { type: 'string', enum: ['verify'] }, minItems: 1, maxItems: 1 })
  key_ops?: 'verify'[];
}

/** A public key on the curve P-256 (RFC 7518 §6.2.1). */
export class EcPublicJwk extends DeclaredJwk {
  @ApiProperty({ enum: ['EC'] })
  kty!: 'EC';

  @ApiProperty({ enum: ['P-256'] })
  crv!: 'P-256';

  /** 32 bytes in base64url, without padding. */
  @ApiProperty(COORDINATE)
  x!: string;

  /** 32 bytes in base64url, without padding; the point is on the curve. */
  @ApiProperty(COORDINATE)
  y!: string;

  /** The only algorithm of assertions that goes with the key. */
  @ApiPropertyOptional({ enum: ['ES256'] })
  alg?: 'ES256';
}

/** A public RSA key (RFC 7518 §6.3.1). */
export class RsaPublicJwk extends DeclaredJwk {
  @ApiProperty({ enum: ['RSA'] })
  kty!: 'RSA';

  /** The modulus in base64url, without padding or leading zeros: odd, 2048 to 8192 bits, and not known to be weak. */
  @ApiProperty(MODULUS)
  n!: string;

  /**
   * The exponent in base64url, without padding or leading zeros: odd, from 65537 to 2^32.
   * @example "AQAB"
   */
  @ApiProperty(EXPONENT)
  e!: string;

  /** The algorithm that assertions have to be signed by; without it, either will do. */
  @ApiPropertyOptional({ enum: ['RS256', 'PS256'] })
  alg?: 'RS256' | 'PS256';
}

export const PUBLIC_JWKS = [EcPublicJwk, RsaPublicJwk] as const;

export type PublicJwk = EcPublicJwk | RsaPublicJwk;

/** A key of either kind. */
export const PUBLIC_JWK = { oneOf: PUBLIC_JWKS.map(kind => ({ $ref: getSchemaPath(kind) })) };

/** The same, or none. */
export const PUBLIC_JWK_OR_NULL = { ...PUBLIC_JWK, nullable: true };
