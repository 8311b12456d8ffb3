import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { FACTOR_METHODS, type FactorMethod } from '#libs/factors';
import { IsOneOf, MayBeAbsent, Shown } from '#libs/platform';
import { ACCESS_TOKEN, EXPIRES_IN } from '#libs/tokens';
import { IsPassword } from '../../passwords/http/passwords.decorators.js';
import { FactorFields } from './factor-answer.dto.js';

/** What somebody shows anew. */
export class StepUpRequest extends FactorFields {
  /**
   * Needed unless the account has a second factor.
   * @example "seven brave owls knit"
   */
  @MayBeAbsent()
  @IsPassword()
  current_password?: string;

  /** Needed if the account has a second factor: one of its own. A recovery code stands in for any other. */
  @ApiPropertyOptional({ enum: FACTOR_METHODS })
  @MayBeAbsent()
  @IsOneOf(FACTOR_METHODS)
  method?: FactorMethod;
}

/** The session as it goes on. */
export class SteppedUpToken {
  /** A signed JWT that tells what was shown; the one before stays good for what it was. */
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

  @ApiProperty({ format: 'uuid' })
  session_id!: string;
}
