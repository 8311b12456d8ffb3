import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import {
  INT32,
  IsEmailAddress,
  IsFlag,
  IsList,
  IsOneOf,
  IsRfc3339,
  IsRoleName,
  MaxItems,
  MayBeAbsent,
  Shown,
  text,
  UniqueItems,
  visible,
} from '#libs/platform';
import { IsCustomClaims } from '#libs/users';
import { IsNewPassword } from '../../../passwords/http/passwords.decorators.js';
import { type ImportReport, MOST_REFUSALS } from '../../import/import-report.js';

/** An account as it comes from another system: one line of an import. */
export class UserToImport {
  /**
   * Whose account it is. An address that somebody has already is left as it is.
   * @example "ada@example.org"
   */
  @IsEmailAddress()
  email!: string;

  /** Whether the other system has seen that mail arrives there. */
  @MayBeAbsent()
  @IsFlag()
  email_verified?: boolean;

  /**
   * Roles beside `user`, which everybody has, for good. You have to be able to give each of them.
   * @example ["support"]
   */
  @MayBeAbsent()
  @IsRoleName({ each: true })
  @MaxItems(20)
  @UniqueItems()
  @IsList()
  roles?: string[];

  /**
   * Small custom claims, by the same rules as where one account is made. Needs the permission `users:claims`, for good.
   * @example { "plan": "gold" }
   */
  @IsCustomClaims()
  ext?: Record<string, unknown> | null;

  /** Absent: `active`; or `invited` for who has neither password nor hash, and so cannot be `active`. */
  @ApiPropertyOptional({ enum: ['active', 'disabled'] })
  @MayBeAbsent()
  @IsOneOf(['active', 'disabled'])
  status?: 'active' | 'disabled';

  /**
   * When the account was made in the other system; absent: now.
   * @example "2019-02-03T04:05:06Z"
   */
  @MayBeAbsent()
  @IsRfc3339()
  created_at?: string;

  /**
   * The password's hash as the other system has it: of argon2, bcrypt, scrypt or PBKDF2, as a text; or the object of Keycloak or
   * Firebase. The first login replaces it by one of argon2id.
   * @example "$2b$12$R9h/cIPz0gi.URNNX3kh2OPST9/PgBkqquzi.Ss7KIUgO2t0jWMUW"
   */
  @ApiPropertyOptional({
    oneOf: [
      { type: 'string', ...text(1024) },
      { type: 'object', additionalProperties: true, maxProperties: 16 },
    ],
  })
  @Shown({})
  password_hash?: unknown;

  /** The password itself, for want of a hash: it is held against the rules for new passwords, and hashed. */
  @ApiPropertyOptional()
  @MayBeAbsent()
  @IsNewPassword()
  password?: string;
}

/** Why a line is not in. */
export class ImportRefusal {
  /** From 1 on; empty lines count. */
  @ApiProperty({ type: 'integer', minimum: 1 })
  @Shown(INT32)
  line!: number;

  /** @example "validation_failed" */
  @Shown(visible(64))
  code!: string;

  /** @example "email must be an email" */
  @Shown(text(500))
  message!: string;
}

/** What an import came to. */
export class UsersImported {
  /** Of the import: the trail has it in `details.import` of each account that was made. */
  @ApiProperty({ format: 'uuid' })
  id!: string;

  /** Accounts that were made. */
  @ApiProperty({ type: 'integer', minimum: 0 })
  @Shown(INT32)
  created!: number;

  /** Lines whose address somebody has already: nothing about them was changed. */
  @ApiProperty({ type: 'integer', minimum: 0 })
  @Shown(INT32)
  unchanged!: number;

  /** Lines that are not in. */
  @ApiProperty({ type: 'integer', minimum: 0 })
  @Shown(INT32)
  refused!: number;

  /** Why: of the first thousand of them. */
  @ApiProperty({ maxItems: MOST_REFUSALS })
  refusals!: ImportRefusal[];
}

export function toUsersImported({ id, created, unchanged, refused, refusals }: ImportReport): UsersImported {
  return { id, created, unchanged, refused, refusals };
}
