import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsAudienceList, IsQueryFlag, IsText, MayBeAbsent, Shown } from '#libs/platform';
import { ACCESS_TOKEN, EXPIRES_IN, REFRESH_TOKEN } from '#libs/tokens';
import { DEVICE_TOKEN } from './device-token.form.js';
import type { TokenPair } from '../session-tokens.js';

/** What a login or a refresh gives out. */
export class TokenResponse {
  /** A signed JWT: send it as `Authorization: Bearer …`. */
  @Shown(ACCESS_TOKEN)
  access_token!: string;

  @ApiProperty({ enum: ['Bearer'] })
  token_type!: 'Bearer';

  /**
   * Seconds until the access token expires.
   * @example 600
   */
  @ApiProperty({ type: 'integer', minimum: 0 })
  @Shown(EXPIRES_IN)
  expires_in!: number;

  /** Good for one refresh; the refresh gives out its successor. */
  @Shown(REFRESH_TOKEN)
  refresh_token!: string;

  @ApiProperty({ format: 'uuid' })
  session_id!: string;

  /**
   * At a login: makes this device known to the account, and says nothing else. Keep it, also when the session is over, and send it
   * along with the next login: then what strangers try does not keep you out.
   */
  @Shown(DEVICE_TOKEN)
  device_token?: string;
}

/** A refresh token to be exchanged. */
export class RefreshRequest {
  /** Needed unless there is a refresh cookie; with one it must not be there. */
  @MayBeAbsent()
  @IsText({ maxLength: REFRESH_TOKEN.maxLength })
  refresh_token?: string;

  /**
   * Narrows the new access token to these audiences of the session.
   */
  @MayBeAbsent()
  @IsAudienceList()
  audience?: string[];
}

/** Logging out without an access token. */
export class LogoutRequest {
  /** Ends the session that it belongs to. */
  @MayBeAbsent()
  @IsText({ maxLength: REFRESH_TOKEN.maxLength })
  refresh_token?: string;
}

/** Which sessions to end. */
export class LogoutAllQuery {
  /** Spares the session that asks. */
  @MayBeAbsent()
  @ApiPropertyOptional({ type: Boolean, default: false })
  @IsQueryFlag()
  keep_current: boolean = false;
}

export function toTokenResponse({ session_expires_in: _, ...pair }: TokenPair): TokenResponse {
  return { token_type: 'Bearer', ...pair };
}
