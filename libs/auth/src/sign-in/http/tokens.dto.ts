import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { IsBoolean, IsString, MaxLength } from 'class-validator';
import { IsAudienceList, MayBeAbsent } from '#libs/platform';

const MAX_REFRESH_TOKEN_LENGTH = 512;

/** What a login or a refresh gives out. */
export class TokenResponse {
  /** A signed JWT: send it as `Authorization: Bearer …`. */
  access_token!: string;

  @ApiProperty({ enum: ['Bearer'] })
  token_type!: 'Bearer';

  /**
   * Seconds until the access token expires.
   * @example 600
   */
  @ApiProperty({ type: 'integer', minimum: 0 })
  expires_in!: number;

  /** Good for one refresh; the refresh gives out its successor. */
  refresh_token!: string;

  @ApiProperty({ format: 'uuid' })
  session_id!: string;
}

/** A refresh token to be exchanged. */
export class RefreshRequest {
  /** Needed unless there is a refresh cookie; with one it must not be there. */
  @MayBeAbsent()
  @MaxLength(MAX_REFRESH_TOKEN_LENGTH)
  @IsString()
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
  @MaxLength(MAX_REFRESH_TOKEN_LENGTH)
  @IsString()
  refresh_token?: string;
}

/** Which sessions to end. */
export class LogoutAllQuery {
  /** Spares the session that asks. */
  @MayBeAbsent()
  @ApiPropertyOptional({ type: Boolean, default: false })
  @Transform(({ value }: { value: unknown }) => (value === 'true' ? true : value === 'false' ? false : value))
  @IsBoolean()
  keep_current: boolean = false;
}
