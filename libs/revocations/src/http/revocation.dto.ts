import { ApiProperty } from '@nestjs/swagger';
import { IsRfc3339, IsText, MayBeAbsent, Shown, text, TOKEN_ID } from '#libs/platform';
import type { TokenRevocation } from '../revoke-token.js';

/** A token to be taken back. */
export class RevokeTokenRequest {
  /**
   * The `jti` claim of the token.
   * @example "mJ0nQmFz4u0hG2mJYb1c3A"
   */
  @IsText(TOKEN_ID, { message: 'A jti has 1 to 64 letters, digits, - and _.' })
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
  @IsText({ maxLength: 256 })
  reason?: string;
}

/** A token that was taken back. */
export class RevokedToken {
  @Shown(TOKEN_ID)
  jti!: string;

  @ApiProperty({ type: String, nullable: true })
  @Shown(text(256))
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
