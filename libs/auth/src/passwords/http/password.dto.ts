import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsEmailAddress, IsFlag, IsText, MayBeAbsent, Shown } from '#libs/platform';
import { IsNewPassword, IsPassword, PASSWORD_TOKEN } from './passwords.decorators.js';

/** One's own new password. */
export class PasswordChangeRequest {
  /** @example "seven brave owls knit" */
  @IsPassword()
  current_password!: string;

  /** @example "nine calm foxes paint" */
  @IsNewPassword()
  new_password!: string;
}

/** The right to set a password, once. */
export class PasswordToken {
  /** Shown this once: pass it on to the person. Absent where it was sent to them. */
  @ApiPropertyOptional()
  @Shown(PASSWORD_TOKEN)
  token?: string;

  /** `invitation`: there is no password yet. */
  @ApiProperty({ enum: ['invitation', 'reset'] })
  purpose!: 'invitation' | 'reset';

  @ApiProperty({ format: 'date-time' })
  expires_at!: string;
}

/** A password, and the token that permits to set it. */
export class SetPasswordRequest {
  /** As it was passed on. */
  @IsText({ minLength: 1, maxLength: PASSWORD_TOKEN.maxLength })
  token!: string;

  /**
   * At least 15 characters; any characters; not a common password.
   * @example "seven brave owls knit"
   */
  @IsNewPassword()
  password!: string;
}

/** How the token is to be passed on. */
export class PasswordTokenRequest {
  /** Whether it is sent to the user’s address, as a link, and shown to nobody else. */
  @MayBeAbsent()
  @IsFlag()
  send_mail?: boolean;
}

/** Whose password is forgotten. */
export class ForgottenPasswordRequest {
  /** @example "ada@example.org" */
  @IsEmailAddress()
  email!: string;
}
