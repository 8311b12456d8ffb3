import { ApiProperty, PartialType, PickType } from '@nestjs/swagger';
import { MAX_INCLUDED_ROLES } from '#libs/contracts';
import {
  EFFECTIVE_PERMISSIONS,
  INT32,
  IsList,
  IsPermissionName,
  IsRoleName,
  IsText,
  listOf,
  MAX_PERMISSIONS_OF_ROLE,
  MaxItems,
  MayBeAbsent,
  NextCursor,
  PERMISSION_OR_ALL,
  ROLE_NAME,
  Shown,
  text,
} from '#libs/platform';
import type { RoleRecord } from '../catalogue/role-record.js';

const MAX_ASSIGNED = 100;

/** A named set of permissions. */
export class Role {
  /** @example "support" */
  @Shown(ROLE_NAME)
  name!: string;

  /** @example "Answers customers" */
  @Shown(text(256))
  description!: string;

  /**
   * What the role permits by itself; `*` is everything.
   * @example ["orders:read", "orders:refund"]
   */
  @Shown(listOf(PERMISSION_OR_ALL, MAX_PERMISSIONS_OF_ROLE))
  permissions!: string[];

  /**
   * Roles that it includes: whoever has it counts as having them.
   * @example ["reader"]
   */
  @Shown(listOf(ROLE_NAME, MAX_INCLUDED_ROLES))
  includes!: string[];

  /**
   * Roles that its members may give and take, as far as they hold what those give.
   * @example ["reader"]
   */
  @Shown(listOf(ROLE_NAME, MAX_ASSIGNED))
  assigns!: string[];

  /**
   * All that the role permits, by what it includes as well.
   * @example ["orders:read", "orders:refund", "roles:delegate"]
   */
  @Shown(EFFECTIVE_PERMISSIONS)
  effective_permissions!: string[];

  /** Built-in roles cannot be changed or deleted. */
  built_in!: boolean;

  /**
   * Rises with every change of the role, its description included, and of what it gives through a role that it includes;
   * the `ETag`.
   */
  @ApiProperty({ type: 'integer', minimum: 1 })
  @Shown(INT32)
  version!: number;

  @ApiProperty({ format: 'date-time' })
  created_at!: string;

  @ApiProperty({ format: 'date-time' })
  updated_at!: string;
}

/** One part of the list of roles, in order of name. */
export class RolePage {
  @ApiProperty({ maxItems: 100 })
  items!: Role[];

  /** Where the next part starts; null at the end. */
  @NextCursor()
  next_cursor!: string | null;
}

/** A role to be made. */
export class CreateRole {
  /**
   * Lower-case letters, digits, `-` and `_`; it travels in every token of its members.
   * @example "support"
   */
  @IsRoleName()
  name!: string;

  /** @example "Answers customers" */
  @MayBeAbsent()
  @IsText({ maxLength: 256 })
  description?: string;

  /**
   * Permissions of the form `resource:action`.
   * @example ["orders:read", "orders:refund"]
   */
  @MayBeAbsent()
  @MaxItems(MAX_PERMISSIONS_OF_ROLE)
  @IsPermissionName({ each: true })
  @IsList()
  permissions?: string[];

  /**
   * Roles to include.
   * @example ["reader"]
   */
  @MayBeAbsent()
  @MaxItems(20)
  @IsRoleName({ each: true })
  @IsList()
  includes?: string[];

  /**
   * Roles that members may give and take.
   * @example ["reader"]
   */
  @MayBeAbsent()
  @MaxItems(MAX_ASSIGNED)
  @IsRoleName({ each: true })
  @IsList()
  assigns?: string[];
}

/** What is to be different about a role; what is absent stays. */
export class UpdateRole extends PartialType(
  PickType(CreateRole, ['description', 'permissions', 'includes', 'assigns']),
  { skipNullProperties: false },
) {}

/** The `{role}` of a route. */
export class RoleParam {
  /** @example "support" */
  @IsRoleName()
  role!: string;
}

export function toRole(record: RoleRecord): Role {
  const { created_at, updated_at, effective_includes: _indirect, ...same } = record;
  return { ...same, created_at: created_at.toISOString(), updated_at: updated_at.toISOString() };
}
