import { IsEmailAddress } from '#libs/platform';
import { IsNewPassword } from '../../passwords/http/passwords.decorators.js';

/** A new account. */
export class Registration {
  /**
   * It is not verified by being given here. No characters that cannot be seen or told from others. A domain is stored in
   * Unicode: `xn--mnchen-3ya.de` is `münchen.de`.
   * @example "ada@example.org"
   */
  @IsEmailAddress()
  email!: string;

  /**
   * At least 15 characters; any characters; not a common password.
   * @example "seven brave owls knit"
   */
  @IsNewPassword()
  password!: string;
}
