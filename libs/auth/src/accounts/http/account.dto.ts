import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import {
  IsEmailAddress,
  IsFlag,
  IsList,
  IsOneOf,
  IsRoleName,
  IsText,
  MaxItems,
  MayBeAbsent,
  Shown,
  UniqueItems,
} from '#libs/platform';
import { IsCustomClaims, User } from '#libs/users';
import { IsPassword, PASSWORD_TOKEN } from '../../passwords/http/passwords.decorators.js';

/** An address by which a person is known here. */
export class EmailRequest {
  /**
   * It is not verified by being given here. No characters that cannot be seen or told from others. A domain is stored in Unicode: `xn--mnchen-3ya.de` is `münchen.de`.
   * @example "ada@example.org"
   */
  @IsEmailAddress()
  email!: string;
}

/** One's own new address. */
export class EmailChangeRequest extends EmailRequest {
  /** @example "seven brave owls knit" */
  @IsPassword()
  current_password!: string;
}

/** What a link of a mail gives the right to, once: to show that an address is yours. */
export class EmailVerificationRequest {
  /** What stands last in the link, behind the `#`. */
  @IsText({ minLength: 1, maxLength: 128 })
  token!: string;

  /**
   * The one of your account. Where the link makes the account: the one that it is to have, which you choose now. At least 15
   * characters then; any characters; not a common password.
   * @example "seven brave owls knit"
   */
  @ApiPropertyOptional()
  @MayBeAbsent()
  @IsPassword()
  password?: string;
}

/** What a link of a mail gives the right to, once: to have the address to which it was sent. */
export class EmailConfirmationRequest {
  /** What stands last in the link, behind the `#`. */
  @IsText({ minLength: 1, maxLength: 128 })
  token!: string;

  /**
   * The one of your account.
   * @example "seven brave owls knit"
   */
  @ApiPropertyOptional()
  @MayBeAbsent()
  @IsPassword()
  password?: string;
}

/** An account for somebody else. */
export class CreateUserRequest extends EmailRequest {
  /**
   * Roles beside `user`, which everybody has. You have to be able to give each of them.
   * @example ["support"]
   */
  @MayBeAbsent()
  @IsRoleName({ each: true })
  @MaxItems(20)
  @UniqueItems()
  @IsList()
  roles?: string[];

  /**
   * Small custom claims, which every token of the user carries: at most 512 bytes and 3 levels, nothing personal or
   * secret, and at the top no name that reads like a right or a claim of the token itself, such as `roles` or `sub`.
   * Needs the permission `users:claims`, for good.
   * @example { "plan": "gold" }
   */
  @IsCustomClaims()
  ext?: Record<string, unknown> | null;

  /** Whether you vouch for the address being theirs. */
  @MayBeAbsent()
  @IsFlag()
  email_verified?: boolean;

  /** Whether the token is sent to the address, as a link, and shown to nobody else. */
  @MayBeAbsent()
  @IsFlag()
  send_invitation?: boolean;
}

/** What is to be different about a user; what is absent stays. */
export class UpdateUserRequest {
  /**
   * `disabled` ends every session and refuses every token at once. `active` enables an account again; one that has no
   * password yet is `invited` then.
   */
  @ApiPropertyOptional({ enum: ['active', 'disabled'] })
  @MayBeAbsent()
  @IsOneOf(['active', 'disabled'])
  status?: 'active' | 'disabled';

  /** Whether you vouch for the address being theirs. */
  @MayBeAbsent()
  @IsFlag()
  email_verified?: boolean;

  /**
   * Replaces the custom claims, which every token of the user carries from the next refresh on; null: none. At most 512
   * bytes and 3 levels, nothing personal or secret, and at the top no name that reads like a right or a claim of the
   * token itself, such as `roles` or `sub`. Needs the permission `users:claims`, for good.
   * @example { "plan": "gold" }
   */
  @IsCustomClaims()
  ext?: Record<string, unknown> | null;
}

/** An account that was just made. */
export class CreatedUser extends User {
  /** Shown this once: pass it on to the person. Absent where it was sent to them. */
  @ApiPropertyOptional()
  @Shown(PASSWORD_TOKEN)
  set_password_token?: string;

  /** From then on the token is refused. */
  @ApiProperty({ format: 'date-time' })
  set_password_expires_at!: string;
}
