import { ApiProperty, PartialType, PickType } from '@nestjs/swagger';
import { ArrayMaxSize, IsArray, IsString, Matches, MaxLength } from 'class-validator';
import { MayBeAbsent } from '#libs/platform';
import { PERMISSION_PATTERN, ROLE_NAME_PATTERN } from '../permission.js';
import type { RoleRecord } from '../role-catalogue.js';
import type { RoleGrant } from '../user-roles.js';

/** A named set of permissions. */
export class Role {
  /** @example "support" */
  name!: string;

  /** @example "Answers customers" */
  description!: string;

  /**
   * What the role permits; `*` is everything.
   * @example ["orders:read", "orders:refund"]
   */
  permissions!: string[];

  /** Built-in roles cannot be changed or deleted. */
  built_in!: boolean;

  /** Rises with every change. */
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
  @Matches(ROLE_NAME_PATTERN, { message: 'A role name has 1 to 63 of a-z, 0-9, - and _, and starts with a letter.' })
  @IsString()
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
  @ArrayMaxSize(100)
  @Matches(PERMISSION_PATTERN, { each: true, message: 'A permission reads resource:action, in lower case.' })
  @IsString({ each: true })
  @IsArray()
  permissions!: string[];
}

/** What is to be different about a role; what is absent stays. */
export class UpdateRole extends PartialType(PickType(CreateRole, ['description', 'permissions']), {
  skipNullProperties: false,
}) {}

/** The `{role}` of a route. */
export class RoleParam {
  /** @example "support" */
  @MaxLength(63)
  @Matches(ROLE_NAME_PATTERN, { message: 'A role name has 1 to 63 of a-z, 0-9, - and _, and starts with a letter.' })
  @IsString()
  role!: string;
}

/** A role that a user was given. */
export class UserRole {
  /** @example "support" */
  role!: string;

  /** The user who gave it; null if the service did. */
  @ApiProperty({ type: String, format: 'uuid', nullable: true })
  granted_by!: string | null;

  @ApiProperty({ format: 'date-time' })
  granted_at!: string;

  /** From then on it counts for nothing; null: it stays until it is taken away. */
  @ApiProperty({ type: String, format: 'date-time', nullable: true })
  expires_at!: string | null;
}

/** The roles that a user was given. */
export class UserRoleList {
  items!: UserRole[];

  /** Always null: the list is whole. */
  @ApiProperty({ type: String, nullable: true })
  next_cursor!: string | null;
}

export function toRole(record: RoleRecord): Role {
  const { created_at, updated_at, ...same } = record;
  return { ...same, created_at: created_at.toISOString(), updated_at: updated_at.toISOString() };
}

export function toUserRole(grant: RoleGrant): UserRole {
  return {
    role: grant.role,
    granted_by: grant.granted_by,
    granted_at: grant.granted_at.toISOString(),
    expires_at: grant.expires_at?.toISOString() ?? null,
  };
}
