import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { type FactorAnswer, FACTOR_METHODS, type FactorMethod } from '#libs/factors';
import { IsOneOf, IsRecord, IsText, MayBeAbsent, visible } from '#libs/platform';

const MAX_CODE_LENGTH = 64;
const CHALLENGE_ID = visible(256);

/** What is shown of a second factor: which of these are needed depends on the method. */
export class FactorFields {
  /**
   * With `totp` and `recovery_code`: what the app shows, or one of the codes.
   * @example "123456"
   */
  @MayBeAbsent()
  @IsText({ minLength: 1, maxLength: MAX_CODE_LENGTH })
  code?: string;

  /** With `passkey`: the challenge that was given out for it. */
  @MayBeAbsent()
  @IsText(CHALLENGE_ID)
  challenge_id?: string;

  /** With `passkey`: what the browser has made of the challenge, as `PublicKeyCredential.toJSON()` gives it. */
  @ApiPropertyOptional({ type: 'object', additionalProperties: true })
  @MayBeAbsent()
  @IsRecord()
  credential?: Record<string, unknown>;
}

/** Which kind of second factor is shown, where nothing else may be. */
export class FactorShown extends FactorFields {
  /** One of the `methods` that the account has. A recovery code stands in for any other. */
  @ApiProperty({ enum: FACTOR_METHODS })
  @IsOneOf(FACTOR_METHODS)
  method!: FactorMethod;
}

export const factorAnswer = (method: FactorMethod, { code, challenge_id, credential }: FactorFields): FactorAnswer => ({
  method,
  ...(code !== undefined && { code }),
  ...(challenge_id !== undefined && { challenge_id }),
  ...(credential !== undefined && { credential }),
});
