import { ApiProperty, PartialType, PickType } from '@nestjs/swagger';
import { ArrayMaxSize, IsArray, IsString, MaxLength } from 'class-validator';
import { IsPermissionName, IsRoleName, MayBeAbsent } from '#libs/platform';
import type { RoleRecord } from '../catalogue/role-record.js';

/** A named set of permissions. */
export class Role {
  /** @example "support" */
  name!: string;

  /** @example "Answers customers" */
  description!: string;

  /**
   * What the role permits by itself; `*` is everything.
   * @example ["orders:read", "orders:refund"]
   */
  permissions!: string[];

  /**
   * Roles that it includes: whoever has it counts as having them.
   * @example ["reader"]
   */
  includes!: string[];

  /**
   * Roles that its members may give and take, as far as they hold what those give.
   * @example ["reader"]
   */
  assigns!: string[];

  /**
   * All that the role permits, by what it includes as well.
   * @example ["orders:read", "orders:refund", "roles:delegate"]
   */
  effective_permissions!: string[];

  /** Built-in roles cannot be changed or deleted. */
  built_in!: boolean;

  /**
   * Rises with every change of the role, its description included, and of what it gives through a role that it includes;
   * the `ETag`.
   */
  @ApiProperty({ type: 'integer', minimum: 1 })
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
  @ApiProperty({ type: String, nullable: true })
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
  @MaxLength(256)
  @IsString()
  description?: string;

  /**
   * Permissions of the form `resource:action`.
   * @example ["orders:read", "orders:refund"]
   */
  @MayBeAbsent()
  @ArrayMaxSize(100)
  @IsPermissionName({ each: true })
  @IsArray()
  permissions?: string[];

  /**
   * Roles to include.
   * @example ["reader"]
   */
  @MayBeAbsent()
  @ArrayMaxSize(20)
  @IsRoleName({ each: true })
  @IsArray()
  includes?: string[];

  /**
   * Roles that members may give and take.
   * @example ["reader"]
   */
  @MayBeAbsent()
  @ArrayMaxSize(100)
  @IsRoleName({ each: true })
  @IsArray()
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
