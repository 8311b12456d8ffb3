import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';

/** A public key (RFC 7517). */
export class Jwk {
  /** @example "EC" */
  kty!: string;

  /** Which key signed a token: the token's header names it. */
  kid!: string;

  /** @example "ES256" */
  alg!: string;

  @ApiProperty({ enum: ['sig'] })
  use!: 'sig';

  /** @example "P-256" */
  @ApiPropertyOptional()
  crv?: string;

  @ApiPropertyOptional()
  x?: string;

  @ApiPropertyOptional()
  y?: string;

  @ApiPropertyOptional()
  n?: string;

  @ApiPropertyOptional()
  e?: string;
}

/** The keys that verify access tokens (RFC 7517 §5). */
export class Jwks {
  keys!: Jwk[];
}
