import { applyDecorators } from '@nestjs/common';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import {
  AreIds,
  IsList,
  IsQueryFlag,
  MAX_EMAIL_LENGTH,
  MaxItems,
  MayBeAbsent,
  MinItems,
  NextCursor,
  PageQuery,
  Shown,
  text,
  UniqueItems,
} from '#libs/platform';
import type { Member } from '../members/members.js';
import { RoleEffects } from './dry-run.dto.js';
import { GivenRole, GrantTerms, toGivenRole } from './role-grant.dto.js';

const MAX_MEMBERS = 1000;
const COUNT = { format: 'int32', maximum: MAX_MEMBERS };

/** Up to a thousand users, each once. Applied in the order in which stacked decorators are. */
const UserIds = (): PropertyDecorator =>
  applyDecorators(
    ApiProperty({ type: [String] }),
    IsList(),
    AreIds(),
    MinItems(1),
    MaxItems(MAX_MEMBERS),
    UniqueItems(),
  );

/** Whom a role is to be taken from. */
export class MembersToRemove {
  /** @example ["0199b2c4-7d1e-7c3a-9f52-1b0c5a7e4d21"] */
  @UserIds()
  user_ids!: string[];
}

/** Whom a role is to be given to, and for how long. */
export class MembersToAdd extends GrantTerms {
  /** @example ["0199b2c4-7d1e-7c3a-9f52-1b0c5a7e4d21"] */
  @UserIds()
  user_ids!: string[];
}

/** What a change of many members came to. */
export class MembersChange {
  /** How many were changed. */
  @ApiProperty({ type: 'integer', minimum: 0 })
  @Shown(COUNT)
  changed!: number;

  /** How many were already as they were to become. */
  @ApiProperty({ type: 'integer', minimum: 0 })
  @Shown(COUNT)
  unchanged!: number;

  /** Only of a dry run. */
  effects?: RoleEffects;
}

/** A user who was given a role. */
export class RoleMember extends GivenRole {
  @ApiProperty({ format: 'uuid' })
  user_id!: string;

  /**
   * Null for who may not read users.
   * @example "ada@example.org"
   */
  @ApiProperty({ type: String, nullable: true })
  @Shown(text(MAX_EMAIL_LENGTH))
  email!: string | null;

  /** Whether they have a second factor. A role that demands one sleeps for who has none. */
  has_second_factor!: boolean;
}

/** Which members to list. */
export class RoleMemberQuery extends PageQuery {
  /** Only those who have no second factor. */
  @MayBeAbsent()
  @ApiPropertyOptional({ type: Boolean, default: false })
  @IsQueryFlag()
  without_factor: boolean = false;
}

/** One part of the list of members, in order of id. */
export class RoleMemberPage {
  @ApiProperty({ maxItems: 100 })
  items!: RoleMember[];

  /** Where the next part starts; null at the end. */
  @NextCursor()
  next_cursor!: string | null;
}

/** @param seesAddress whether whoever asks may read users */
export function toRoleMember(
  { user_id, email, has_second_factor, ...grant }: Member,
  seesAddress: boolean,
): RoleMember {
  return { user_id, email: seesAddress ? email : null, has_second_factor, ...toGivenRole(grant) };
}
