import { ApiProperty } from '@nestjs/swagger';
import { MAX_ROLES } from '#libs/contracts';
import { IsRfc3339, MayBeNull, NextCursor, parseRfc3339, ROLE_NAME, Shown } from '#libs/platform';
import type { RoleGrant } from '../user-roles.js';

/** For how long a role is given. */
export class GrantTerms {
  /**
   * From then on the grant counts for nothing; null or absent: it stays until it is taken away.
   * @example "2030-01-31T12:00:00Z"
   */
  @ApiProperty({ type: String, format: 'date-time', nullable: true, required: false })
  @MayBeNull()
  @IsRfc3339()
  expires_at?: string | null;
}

/** By whom, when and until when a user was given a role. OAuth has the word grant for something else. */
export class GivenRole {
  /** The user or service client who gave it; null if the service or its operator did. */
  @ApiProperty({ type: String, format: 'uuid', nullable: true })
  granted_by!: string | null;

  @ApiProperty({ format: 'date-time' })
  granted_at!: string;

  /** From then on it counts for nothing; null: it stays until it is taken away. */
  @ApiProperty({ type: String, format: 'date-time', nullable: true })
  expires_at!: string | null;
}

/** A role that a user was given. */
export class UserRole extends GivenRole {
  /** @example "support" */
  @Shown(ROLE_NAME)
  role!: string;
}

/** The roles that a user was given. */
export class UserRoleList {
  @Shown({ maxItems: MAX_ROLES })
  items!: UserRole[];

  /** Always null: the list is whole. */
  @NextCursor()
  next_cursor!: string | null;
}

export function toUserRole({ role, ...grant }: RoleGrant): UserRole {
  return { role, ...toGivenRole(grant) };
}

export function toGivenRole({ granted_by, granted_at, expires_at }: Omit<RoleGrant, 'role'>): GivenRole {
  return { granted_by, granted_at: granted_at.toISOString(), expires_at: expires_at?.toISOString() ?? null };
}

/** When grants on these terms end; null: never by themselves. */
export function expiryOf({ expires_at }: GrantTerms): Date | null {
  return typeof expires_at === 'string' ? (parseRfc3339(expires_at) ?? null) : null;
}
