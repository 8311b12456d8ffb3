import { ApiProperty } from '@nestjs/swagger';
import { IsString, Matches, MaxLength } from 'class-validator';
import { IsRfc3339, MayBeAbsent } from '#libs/platform';
import type { TokenRevocation } from '../revoke-token.js';

/** A token to be taken back. */
export class RevokeTokenRequest {
  /**
   * The `jti` claim of the token.
   * @example "mJ0nQmFz4u0hG2mJYb1c3A"
   */
  @Matches(/^[A-Za-z0-9_-]{1,64}$/, { message: 'A jti has 1 to 64 letters, digits, - and _.' })
  @IsString()
  jti!: string;

  /** When the token expires by itself. The revocation is kept until no such token can be alive, whatever is said here. */
  @MayBeAbsent()
  @IsRfc3339()
  @ApiProperty({ format: 'date-time', required: false })
  expires_at?: string;

  /**
   * Why: goes into the audit trail.
   * @example "laptop lost"
   */
  @MayBeAbsent()
  @MaxLength(256)
  @IsString()
  reason?: string;
}

/** A token that was taken back. */
export class RevokedToken {
  jti!: string;

  @ApiProperty({ type: String, nullable: true })
  reason!: string | null;

  @ApiProperty({ format: 'date-time' })
  revoked_at!: string;

  /** Until when the revocation is kept. */
  @ApiProperty({ format: 'date-time' })
  expires_at!: string;
}

export function toRevokedToken({ jti, reason, revoked_at, expires_at }: TokenRevocation): RevokedToken {
  return { jti, reason, revoked_at: revoked_at.toISOString(), expires_at: expires_at.toISOString() };
}
