import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsNotEmpty, IsString, MaxLength } from 'class-validator';
import { IsAudienceList, IsEmailAddress, MayBeAbsent } from '#libs/platform';
import { IsNewPassword, MAX_PASSWORD_LENGTH } from './is-new-password.decorator.js';

const MAX_EMAIL_LENGTH = 254;

/** A new account. */
export class Registration {
  /**
   * It is not verified: nothing is sent there. No characters that cannot be seen or told from others. A domain is stored in
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

/** Proof of who somebody is. */
export class LoginCredentials {
  /** @example "ada@example.org" */
  @IsNotEmpty()
  @MaxLength(MAX_EMAIL_LENGTH)
  @IsString()
  email!: string;

  /** @example "seven brave owls knit" */
  @ApiProperty({ format: 'password' })
  @IsNotEmpty()
  @MaxLength(MAX_PASSWORD_LENGTH)
  @IsString()
  password!: string;

  /**
   * How the tokens are handed out. `cookie`: for pages in a browser, in cookies that no script can read. `bearer`, or
   * nothing: for everybody else, in the body.
   */
  @ApiPropertyOptional({ enum: ['bearer', 'cookie'] })
  @MayBeAbsent()
  @IsIn(['bearer', 'cookie'])
  transport?: 'bearer' | 'cookie';

  /**
   * Narrows the tokens to these of the configured audiences; without it they are good for all of them.
   */
  @MayBeAbsent()
  @IsAudienceList()
  audience?: string[];
}

/** One's own new password. */
export class PasswordChangeRequest {
  /** @example "seven brave owls knit" */
  @ApiProperty({ format: 'password' })
  @IsNotEmpty()
  @MaxLength(MAX_PASSWORD_LENGTH)
  @IsString()
  current_password!: string;

  /** @example "nine calm foxes paint" */
  @IsNewPassword()
  new_password!: string;
}
