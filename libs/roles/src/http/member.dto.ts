import { ApiProperty } from '@nestjs/swagger';
import { ArrayMaxSize, ArrayMinSize, ArrayUnique, IsArray, IsUUID } from 'class-validator';
import type { Member } from '../members/members.js';
import { GrantTerms } from './grant.dto.js';

/** Two ways to write an id are the same id. What is no text is for the other rules to refuse. */
const sameId = (id: unknown): unknown => (typeof id === 'string' ? id.toLowerCase() : id);

/** Whom a role is to be taken from. */
export class MembersToRemove {
  /** @example ["0199b2c4-7d1e-7c3a-9f52-1b0c5a7e4d21"] */
  @ArrayUnique(sameId)
  @ArrayMaxSize(1000)
  @ArrayMinSize(1)
  @IsUUID(undefined, { each: true })
  @IsArray()
  @ApiProperty({ type: [String], minItems: 1, maxItems: 1000, uniqueItems: true })
  user_ids!: string[];
}

/** Whom a role is to be given to, and for how long. */
export class MembersToAdd extends GrantTerms {
  /** @example ["0199b2c4-7d1e-7c3a-9f52-1b0c5a7e4d21"] */
  @ArrayUnique(sameId)
  @ArrayMaxSize(1000)
  @ArrayMinSize(1)
  @IsUUID(undefined, { each: true })
  @IsArray()
  @ApiProperty({ type: [String], minItems: 1, maxItems: 1000, uniqueItems: true })
  user_ids!: string[];
}

/** What a change of many members came to. */
export class MembersChange {
  /** How many were changed. */
  @ApiProperty({ type: 'integer', minimum: 0 })
  changed!: number;

  /** How many were already as they were to become. */
  @ApiProperty({ type: 'integer', minimum: 0 })
  unchanged!: number;
}

/** A user who was given a role. */
export class RoleMember {
  @ApiProperty({ format: 'uuid' })
  user_id!: string;

  /** The user or service client who gave it; null if the service or its operator did. */
  @ApiProperty({ type: String, format: 'uuid', nullable: true })
  granted_by!: string | null;

  @ApiProperty({ format: 'date-time' })
  granted_at!: string;

  /** From then on it counts for nothing; null: it stays until it is taken away. */
  @ApiProperty({ type: String, format: 'date-time', nullable: true })
  expires_at!: string | null;
}

/** One part of the list of members, in order of id. */
export class RoleMemberPage {
  @ApiProperty({ maxItems: 100 })
  items!: RoleMember[];

  /** Where the next part starts; null at the end. */
  @ApiProperty({ type: String, nullable: true })
  next_cursor!: string | null;
}

export function toRoleMember({ user_id, granted_by, granted_at, expires_at }: Member): RoleMember {
  return {
    user_id,
    granted_by,
    granted_at: granted_at.toISOString(),
    expires_at: expires_at?.toISOString() ?? null,
  };
}
