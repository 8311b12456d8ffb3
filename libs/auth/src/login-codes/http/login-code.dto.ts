import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsAudienceList, IsEmailAddress, IsOneOf, IsText, MayBeAbsent, Shown, visible } from '#libs/platform';
import { type Transport, TRANSPORTS } from '../../sign-in/session-client.js';
import { CODE_TICKET } from '../code-tickets.js';

/** Where a code is to be sent, and how the login is to end. */
export class LoginCodeRequest {
  /** @example "ada@example.org" */
  @IsEmailAddress()
  email!: string;

  /**
   * How the tokens are handed out later, and the ticket now. `cookie`: for pages in a browser, in cookies that no script can read.
   * `bearer`, or nothing: for everybody else, in the body.
   */
  @ApiPropertyOptional({ enum: TRANSPORTS })
  @MayBeAbsent()
  @IsOneOf(TRANSPORTS)
  transport?: Transport;

  /** What an earlier login on this device has given out, whoever it was of; a cookie does the same. One that is no good counts for nothing. */
  @MayBeAbsent()
  @IsText({ maxLength: 256 })
  device_token?: string;
}

/** That a code was asked for. It is the same whoever has the address, if anybody. */
export class LoginCodeRequested {
  /** Without it the code is worth nothing: send it with the code. Absent by cookie, where the browser keeps it. */
  @ApiPropertyOptional()
  @Shown(CODE_TICKET)
  code_ticket?: string;

  /** Until then the code is good. */
  @ApiProperty({ format: 'date-time' })
  expires_at!: string;
}

/** A code as it was mailed, and for which request. */
export class LoginCodeAnswer {
  /**
   * Eight digits; spaces and hyphens between them do not matter.
   * @example "4031 5728"
   */
  @IsText({ minLength: 1, maxLength: 64 })
  code!: string;

  /**
   * As it was given out when the code was asked for; absent by cookie.
   * @example "gct_0m9cQk1WbV3J8xTq"
   */
  @MayBeAbsent()
  @IsText(visible(CODE_TICKET.maxLength))
  code_ticket?: string;

  /**
   * Narrows the tokens to these of the configured audiences; without it they are good for all of them.
   */
  @MayBeAbsent()
  @IsAudienceList()
  audience?: string[];

  /** What an earlier login on this device has given out, whoever it was of; a cookie does the same. One that is no good counts for nothing. */
  @MayBeAbsent()
  @IsText({ maxLength: 256 })
  device_token?: string;
}
