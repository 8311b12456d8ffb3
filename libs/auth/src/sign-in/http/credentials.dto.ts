import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsNotEmpty, IsString, MaxLength } from 'class-validator';
import { IsAudienceList, MayBeAbsent } from '#libs/platform';
import { MAX_PASSWORD_LENGTH } from '../../passwords/http/is-new-password.decorator.js';

const MAX_EMAIL_LENGTH = 254;

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
