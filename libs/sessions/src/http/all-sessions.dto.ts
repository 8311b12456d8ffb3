import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import {
  CLIENT_ADDRESS,
  IsRfc3339,
  IsText,
  MAX_EMAIL_LENGTH,
  MayBeAbsent,
  NextCursor,
  parseRfc3339,
  Shown,
  soughtAddress,
  text,
} from '#libs/platform';
import type { FoundSession } from '../search-sessions.js';
import type { SessionFilter } from '../session-filter.js';
import { Session, SessionQuery, toSession } from './session.dto.js';

/** Which sessions of all people to list. */
export class AllSessionsQuery extends SessionQuery {
  /**
   * Only those that were opened from this address, in whatever form it is written.
   * @example "203.0.113.7"
   */
  @MayBeAbsent()
  @IsText(CLIENT_ADDRESS)
  ip?: string;

  /**
   * Only those whose browser or program has this in what it called itself, wherever, without regard to case.
   * @example "firefox"
   */
  @MayBeAbsent()
  @IsText({ minLength: 1, maxLength: 256 })
  user_agent_contains?: string;

  /**
   * Only those that were opened through this client; `gatehouse`: people came by themselves.
   * @example "gatehouse"
   */
  @MayBeAbsent()
  @IsText({ minLength: 1, maxLength: 256 })
  client_id?: string;

  /** Only those that were opened at this time or later. */
  @ApiPropertyOptional({ format: 'date-time' })
  @MayBeAbsent()
  @IsRfc3339()
  issued_since?: string;

  /** Only those that were opened before this time. */
  @ApiPropertyOptional({ format: 'date-time' })
  @MayBeAbsent()
  @IsRfc3339()
  issued_until?: string;
}

/** A session of somebody. */
export class UserSession extends Session {
  /**
   * The address of the account that it is of; null for who may not read users.
   * @example "ada@example.org"
   */
  @ApiProperty({ type: String, nullable: true })
  @Shown(text(MAX_EMAIL_LENGTH))
  email!: string | null;
}

/** One part of the list of all sessions, newest first. */
export class UserSessionPage {
  /** May be fewer than asked for, even none, where `next_cursor` is not null. */
  @ApiProperty({ maxItems: 100 })
  items!: UserSession[];

  /** Where the next part starts; null at the end. */
  @NextCursor()
  next_cursor!: string | null;
}

export function filterOf(query: AllSessionsQuery): SessionFilter {
  const { ip, user_agent_contains, client_id, issued_since, issued_until, active } = query;
  return {
    ip: soughtAddress(ip),
    userAgentPart: user_agent_contains,
    clientId: client_id,
    since: parseRfc3339(issued_since),
    until: parseRfc3339(issued_until),
    active,
  };
}

/** @param seesAddress whether whoever asks may read users */
export function toUserSession(found: FoundSession, currentId: string | undefined, seesAddress: boolean): UserSession {
  return { ...toSession(found, currentId), email: seesAddress ? found.email : null };
}
