import { ApiProperty } from '@nestjs/swagger';
import type { UserRecord } from '../users.js';

/** A person with an account. */
export class User {
  /** @example "0199b2c4-7d1e-7c3a-9f52-1b0c5a7e4d21" */
  @ApiProperty({ format: 'uuid' })
  id!: string;

  /**
   * The address, trimmed, in Unicode NFC and lower case.
   * @example "ada@example.org"
   */
  @ApiProperty({ maxLength: 254 })
  email!: string;

  /** A disabled user can neither log in nor use any token. */
  @ApiProperty({ enum: ['active', 'disabled'] })
  status!: 'active' | 'disabled';

  @ApiProperty({ format: 'date-time' })
  created_at!: string;

  @ApiProperty({ format: 'date-time' })
  updated_at!: string;
}

/** One part of the list of users, newest first. */
export class UserPage {
  @ApiProperty({ maxItems: 100 })
  items!: User[];

  /** Where the next part starts; null at the end. */
  @ApiProperty({ type: String, nullable: true })
  next_cursor!: string | null;
}

export function toUser(record: UserRecord): User {
  return {
    id: record.id,
    email: record.email,
    status: record.status === 'active' ? 'active' : 'disabled',
    created_at: record.created_at.toISOString(),
    updated_at: record.updated_at.toISOString(),
  };
}
