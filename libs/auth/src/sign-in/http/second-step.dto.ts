import { IsText, MayBeAbsent, visible } from '#libs/platform';
import { LOGIN_TICKET } from '../login-ticket.js';
import { FactorShown } from './factor-answer.dto.js';

/** What was shown before, and a second factor. */
export class SecondStepRequest extends FactorShown {
  /**
   * As `second_factor_required` gave it out.
   * @example "glt_0m9cQk1WbV3J8xTq"
   */
  @IsText(visible(LOGIN_TICKET.maxLength))
  login_ticket!: string;

  /** What an earlier login on this device has given out, whoever it was of; a cookie does the same. One that is no good counts for nothing. */
  @MayBeAbsent()
  @IsText({ maxLength: 256 })
  device_token?: string;
}
