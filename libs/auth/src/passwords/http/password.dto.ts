import { ApiProperty } from '@nestjs/swagger';
import { IsNotEmpty, IsString, MaxLength } from 'class-validator';
import { IsNewPassword, MAX_PASSWORD_LENGTH } from './is-new-password.decorator.js';

const MAX_TOKEN_LENGTH = 128;

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

/** The right to set a password, once. */
export class PasswordToken {
  /** Shown this once: pass it on to the person. */
  token!: string;

  /** `invitation`: there is no password yet. */
  @ApiProperty({ enum: ['invitation', 'reset'] })
  purpose!: 'invitation' | 'reset';

  @ApiProperty({ format: 'date-time' })
  expires_at!: string;
}

/** A password, and the token that permits to set it. */
export class SetPasswordRequest {
  /** As it was passed on. */
  @IsNotEmpty()
  @MaxLength(MAX_TOKEN_LENGTH)
  @IsString()
  token!: string;

  /**
   * At least 15 characters; any characters; not a common password.
   * @example "seven brave owls knit"
   */
  @IsNewPassword()
  password!: string;
}
