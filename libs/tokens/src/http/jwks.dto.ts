import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { base64url, KEY_ID, Shown } from '#libs/platform';

/** A public key (RFC 7517). */
export class Jwk {
  /** @example "EC" */
  @Shown({ enum: ['EC', 'RSA'] })
  kty!: string;

  /** Which key signed a token: the token's header names it. */
  @Shown(KEY_ID)
  kid!: string;

  /** @example "ES256" */
  @Shown({ enum: ['ES256', 'RS256'] })
  alg!: string;

  @ApiProperty({ enum: ['sig'] })
  use!: 'sig';

  /** @example "P-256" */
  @ApiPropertyOptional()
  @Shown({ enum: ['P-256'] })
  crv?: string;

  @ApiPropertyOptional()
  @Shown(base64url(64))
  x?: string;

  @ApiPropertyOptional()
  @Shown(base64url(64))
  y?: string;

  @ApiPropertyOptional()
  @Shown(base64url(1024))
  n?: string;

  @ApiPropertyOptional()
  @Shown(base64url(16))
  e?: string;
}

/** The keys that verify access tokens (RFC 7517 §5). */
export class Jwks {
  @Shown({ maxItems: 100 })
  keys!: Jwk[];
}
