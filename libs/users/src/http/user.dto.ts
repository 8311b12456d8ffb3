import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import {
  INT32,
  IsOneOf,
  IsRoleName,
  IsText,
  MAX_EMAIL_LENGTH,
  MayBeAbsent,
  NextCursor,
  PageQuery,
  Shown,
  text,
} from '#libs/platform';
import { USER_ORDERS, type UserOrder } from '../user-order.js';
import type { UserRecord } from '../user-record.js';
import { CUSTOM_CLAIMS } from './custom-claims.decorator.js';

const USER_STATUSES = ['active', 'invited', 'disabled'] as const;
type UserStatus = (typeof USER_STATUSES)[number];

/** A person with an account. */
export class User {
  /** @example "0199b2c4-7d1e-7c3a-9f52-1b0c5a7e4d21" */
  @ApiProperty({ format: 'uuid' })
  id!: string;

  /**
   * The address, trimmed, in Unicode NFC and lower case, its domain in Unicode. It is what the person, or who invited them, has
   * typed: nobody has verified it, unless `email_verified` says so.
   * @example "ada@example.org"
   */
  @ApiProperty()
  @Shown(text(MAX_EMAIL_LENGTH))
  email!: string;

  /** Whether it was shown that the address is theirs: by a link that was sent there, or by the word of an administrator. */
  @ApiProperty({ type: 'boolean' })
  email_verified!: boolean;

  /** Who is invited has yet to set a password; who is disabled can neither log in nor use any token. */
  @ApiProperty({ enum: USER_STATUSES })
  status!: UserStatus;

  /**
   * Small custom claims: every token of the user carries them as `ext`.
   * @example { "plan": "gold" }
   */
  @ApiProperty({ type: 'object', additionalProperties: true, nullable: true })
  @Shown(CUSTOM_CLAIMS)
  ext!: Record<string, unknown> | null;

  /** Rises with every change. */
  @ApiProperty({ type: 'integer', minimum: 1 })
  @Shown(INT32)
  version!: number;

  @ApiProperty({ format: 'date-time' })
  created_at!: string;

  @ApiProperty({ format: 'date-time' })
  updated_at!: string;
}

/** One part of the list of users. */
export class UserPage {
  @ApiProperty({ maxItems: 100 })
  items!: User[];

  /** Where the next part starts; null at the end. */
  @NextCursor()
  next_cursor!: string | null;
}

/** Which users to list. */
export class UserQuery extends PageQuery {
  /**
   * Only those whose address begins with it.
   * @example "ada@"
   */
  @MayBeAbsent()
  @IsText({ minLength: 1, maxLength: MAX_EMAIL_LENGTH })
  email_prefix?: string;

  /**
   * Only those whose address has this in it, wherever; less than three characters are looked for at its beginning.
   * @example "example.org"
   */
  @MayBeAbsent()
  @IsText({ minLength: 1, maxLength: MAX_EMAIL_LENGTH })
  email_contains?: string;

  /** Only those of this status. */
  @ApiPropertyOptional({ enum: USER_STATUSES })
  @MayBeAbsent()
  @IsOneOf(USER_STATUSES)
  status?: UserStatus;

  /**
   * Only those who were given this role, for good or for now.
   * @example "support"
   */
  @MayBeAbsent()
  @IsRoleName()
  role?: string;

  /** Newest first, or in the order of their addresses. */
  @ApiPropertyOptional({ enum: USER_ORDERS, default: 'newest' })
  @MayBeAbsent()
  @IsOneOf(USER_ORDERS)
  sort: UserOrder = 'newest';
}

export function toUser(record: UserRecord): User {
  return {
    id: record.id,
    email: record.email,
    email_verified: record.email_verified,
    status: record.status === 'deleted' ? 'disabled' : record.status,
    ext: record.ext,
    version: record.version,
    created_at: record.created_at.toISOString(),
    updated_at: record.updated_at.toISOString(),
  };
}
