import { IsText } from '#libs/platform';
import { LOGIN_TICKET } from '../login-ticket.js';

/** For which login a passkey is to be shown. */
export class FactorChallengeRequest {
  /** As `second_factor_required` gave it out. */
  @IsText({ minLength: 1, maxLength: LOGIN_TICKET.maxLength })
  login_ticket!: string;
}
