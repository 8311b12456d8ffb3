import { ApiProperty } from '@nestjs/swagger';
import { MAX_INCLUDED_ROLES, MAX_ROLES } from '#libs/contracts';
import {
  IsPermissionName,
  IsText,
  listOf,
  MAX_EMAIL_LENGTH,
  MayBeAbsent,
  NextCursor,
  PageQuery,
  PERMISSION,
  PERMISSION_OR_ALL,
  ROLE_NAME,
  Shown,
  text,
} from '#libs/platform';
import type { Holder } from '../permissions/permission-holders.js';
import type { HeldPermission } from '../permissions/user-permissions.js';
import type { Through } from '../permissions/ways.js';

/** Which permissions to list. */
export class PermissionQuery extends PageQuery {
  /**
   * Only those whose name has this in it, wherever.
   * @example "refund"
   */
  @MayBeAbsent()
  @IsText({ minLength: 1, maxLength: 127 })
  name_contains?: string;
}

/** What somebody may be allowed to do. */
export class Permission {
  /** @example "orders:refund" */
  @Shown(PERMISSION)
  name!: string;

  /**
   * Empty where nobody has declared it.
   * @example "Give customers their money back."
   */
  @Shown(text(256))
  description!: string;

  /** It is about this service itself, and cannot be changed. */
  built_in!: boolean;

  /** The user or service client who has declared it; null if it is built in, the operator has, or nobody. */
  @ApiProperty({ type: String, format: 'uuid', nullable: true })
  declared_by!: string | null;
}

/** One part of the list of permissions, in order of name. */
export class PermissionPage {
  @ApiProperty({ maxItems: 100 })
  items!: Permission[];

  /** Where the next part starts; null at the end. */
  @NextCursor()
  next_cursor!: string | null;
}

/** What a permission means. */
export class PermissionDeclaration {
  /** @example "Give customers their money back." */
  @IsText({ minLength: 1, maxLength: 256 })
  description!: string;
}

/** The `{permission}` of a route. */
export class PermissionParam {
  /** @example "orders:refund" */
  @IsPermissionName()
  permission!: string;
}

/** A role by which somebody holds a permission. */
export class HeldThrough {
  /**
   * The role that was granted.
   * @example "lead"
   */
  @Shown(ROLE_NAME)
  role!: string;

  /**
   * From that role, by what it includes, to the one that has the permission by itself.
   * @example ["lead", "support"]
   */
  @Shown(listOf(ROLE_NAME, MAX_INCLUDED_ROLES + 1))
  path!: string[];

  /** From then on the grant counts for nothing; null: it stays until it is taken away. */
  @ApiProperty({ type: String, format: 'date-time', nullable: true })
  expires_at!: string | null;

  /** In this way it counts only in sessions in which a second factor was shown, as long as the account has one. */
  requires_mfa!: boolean;
}

/** A user who holds a permission. */
export class PermissionHolder {
  @ApiProperty({ format: 'uuid' })
  user_id!: string;

  /**
   * Null for who may not read users.
   * @example "ada@example.org"
   */
  @ApiProperty({ type: String, nullable: true })
  @Shown(text(MAX_EMAIL_LENGTH))
  email!: string | null;

  /** Only who is `active` can make use of it: others hold it for when they are. */
  @ApiProperty({ enum: ['active', 'invited', 'disabled'] })
  status!: 'active' | 'invited' | 'disabled';

  @Shown({ maxItems: MAX_ROLES })
  through!: HeldThrough[];
}

/** One part of the list of holders, in order of id. */
export class PermissionHolderPage {
  @ApiProperty({ maxItems: 100 })
  items!: PermissionHolder[];

  /** Where the next part starts; null at the end. */
  @NextCursor()
  next_cursor!: string | null;
}

/** A permission that a user holds. */
export class UserPermission {
  /**
   * `*` is everything.
   * @example "orders:refund"
   */
  @Shown(PERMISSION_OR_ALL)
  permission!: string;

  @Shown({ maxItems: MAX_ROLES })
  through!: HeldThrough[];
}

/** One part of the list of what a user may do, in order of permission. */
export class UserPermissionPage {
  @ApiProperty({ maxItems: 100 })
  items!: UserPermission[];

  /** Where the next part starts; null at the end. */
  @NextCursor()
  next_cursor!: string | null;
}

/** @param seesAddress whether whoever asks may read users */
export function toPermissionHolder(
  { user_id, email, status, through }: Holder,
  seesAddress: boolean,
): PermissionHolder {
  return {
    user_id,
    email: seesAddress ? email : null,
    // The roles of who was deleted went with the account.
    status: status === 'deleted' ? 'disabled' : status,
    through: through.map(toHeldThrough),
  };
}

export function toUserPermission({ permission, through }: HeldPermission): UserPermission {
  return { permission, through: through.map(toHeldThrough) };
}

const toHeldThrough = ({ role, path, expires_at, requires_mfa }: Through): HeldThrough => ({
  role,
  path: [...path],
  expires_at: expires_at?.toISOString() ?? null,
  requires_mfa,
});
