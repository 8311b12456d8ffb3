import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsAudienceList, IsOneOf, IsText, MAX_EMAIL_LENGTH, MayBeAbsent } from '#libs/platform';
import { IsPassword } from '../../passwords/http/passwords.decorators.js';
import { type Transport, TRANSPORTS } from '../session-client.js';

/** How somebody wants to come in, whatever they show. */
export class LoginWishes {
  /**
   * How the tokens are handed out. `cookie`: for pages in a browser, in cookies that no script can read. `bearer`, or
   * nothing: for everybody else, in the body.
   */
  @ApiPropertyOptional({ enum: TRANSPORTS })
  @MayBeAbsent()
  @IsOneOf(TRANSPORTS)
  transport?: Transport;

  /**
   * Narrows the tokens to these of the configured audiences; without it they are good for all of them.
   */
  @MayBeAbsent()
  @IsAudienceList()
  audience?: string[];
}

/** Proof of who somebody is. */
export class LoginCredentials extends LoginWishes {
  /** @example "ada@example.org" */
  @IsText({ minLength: 1, maxLength: MAX_EMAIL_LENGTH })
  email!: string;

  /** @example "seven brave owls knit" */
  @IsPassword()
  password!: string;

  /** What an earlier login on this device has given out, whoever it was of; a cookie does the same. One that is no good counts for nothing. */
  @MayBeAbsent()
  @IsText({ maxLength: 256 })
  device_token?: string;
}
