import { ApiProperty, PartialType, PickType } from '@nestjs/swagger';
import { MAX_INCLUDED_ROLES } from '#libs/contracts';
import {
  EFFECTIVE_PERMISSIONS,
  INT32,
  IsFlag,
  IsList,
  IsPermissionName,
  IsRoleName,
  IsText,
  listOf,
  MAX_PERMISSIONS_OF_ROLE,
  MaxItems,
  MayBeAbsent,
  NextCursor,
  PageQuery,
  PERMISSION_OR_ALL,
  ROLE_NAME,
  Shown,
  text,
} from '#libs/platform';
import { RoleEffects } from './dry-run.dto.js';
import type { RoleDefinition, RoleRecord } from '../catalogue/role-record.js';

const MAX_ASSIGNED = 100;

/** Which roles to list. */
export class RoleQuery extends PageQuery {
  /**
   * Only those whose name has this in it, wherever.
   * @example "support"
   */
  @MayBeAbsent()
  @IsText({ minLength: 1, maxLength: 63 })
  name_contains?: string;
}

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

  /** It counts only in sessions in which a second factor was shown, as long as the account has one. */
  requires_mfa!: boolean;

  /** The same by itself or by any role that it includes. */
  effective_requires_mfa!: boolean;

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

/** A role as it is after a change, or would be. */
export class ChangedRole extends Role {
  /** Only of a dry run: then `version` and `ETag` are those of the role as it is, by which the change can be made. */
  effects?: RoleEffects;
}

/** A role as it would be. */
export class ForeseenRole extends Role {
  effects!: RoleEffects;
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

  /**
   * It is to count only in sessions in which a second factor was shown: it sleeps in all others, and so does each role that
   * includes it.
   */
  @MayBeAbsent()
  @IsFlag()
  requires_mfa?: boolean;
}

/** What is to be different about a role; what is absent stays. */
export class UpdateRole extends PartialType(
  PickType(CreateRole, ['description', 'permissions', 'includes', 'assigns', 'requires_mfa']),
  { skipNullProperties: false },
) {}

/** The `{role}` of a route. */
export class RoleParam {
  /** @example "support" */
  @IsRoleName()
  role!: string;
}

/** What a role is made of, with what is usual for all that was left out. */
export function wholeDefinition(definition: Omit<CreateRole, 'name'>): RoleDefinition {
  const { description = '', permissions = [], includes = [], assigns = [], requires_mfa = false } = definition;
  return { description, permissions, includes, assigns, requires_mfa };
}

export function toRole(record: RoleRecord): Role {
  const { created_at, updated_at, effective_includes: _indirect, ...same } = record;
  return { ...same, created_at: created_at.toISOString(), updated_at: updated_at.toISOString() };
}
