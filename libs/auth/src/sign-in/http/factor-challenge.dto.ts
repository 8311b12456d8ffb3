import { IsText, visible } from '#libs/platform';
import { LOGIN_TICKET } from '../login-ticket.js';

/** For which login a passkey is to be shown. */
export class FactorChallengeRequest {
  /**
   * As `second_factor_required` gave it out.
   * @example "glt_0m9cQk1WbV3J8xTq"
   */
  @IsText(visible(LOGIN_TICKET.maxLength))
  login_ticket!: string;
}
