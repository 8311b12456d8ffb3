import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { ArrayMaxSize, ArrayNotEmpty, IsArray, IsEmail, IsIn, IsNotEmpty, IsString, MaxLength } from 'class-validator';
import { MayBeAbsent } from '#libs/platform';

const MAX_EMAIL_LENGTH = 254;
/** Bounds what is parsed; what the policy allows is less. */
const MAX_PASSWORD_LENGTH = 1024;

const trimmed = ({ value }: { value: unknown }): unknown => (typeof value === 'string' ? value.trim() : value);

/** A new account. */
export class Registration {
  /**
   * It is not verified: nothing is sent there. No characters that cannot be seen or told from others. A domain is stored in
   * Unicode: `xn--mnchen-3ya.de` is `münchen.de`.
   * @example "ada@example.org"
   */
  @Transform(trimmed)
  @MaxLength(MAX_EMAIL_LENGTH)
  @IsEmail({ allow_utf8_local_part: true })
  email!: string;

  /**
   * At least 15 characters; any characters; not a common password.
   * @example "seven brave owls knit"
   */
  @ApiProperty({ format: 'password' })
  @MaxLength(MAX_PASSWORD_LENGTH)
  @IsString()
  password!: string;
}

/** Proof of who somebody is. */
export class LoginCredentials {
  /** @example "ada@example.org" */
  @Transform(trimmed)
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
  @MaxLength(256, { each: true })
  @IsString({ each: true })
  @ArrayMaxSize(20)
  @ArrayNotEmpty()
  @IsArray()
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
  @ApiProperty({ format: 'password' })
  @MaxLength(MAX_PASSWORD_LENGTH)
  @IsString()
  new_password!: string;
}
