import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsEmailAddress, MayBeAbsent } from '#libs/platform';
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
   * At least 15 characters; any characters; not a common password. Where addresses have to be verified none is needed here: one that is sent
   * is judged and forgotten, and the account has the one that is chosen with the link.
   * @example "seven brave owls knit"
   */
  @ApiPropertyOptional()
  @MayBeAbsent()
  @IsNewPassword()
  password?: string;
}
