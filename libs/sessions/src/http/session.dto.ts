import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { AUTHENTICATION_LEVELS, type AuthenticationLevel, levelOf } from '#libs/contracts';
import {
  AUTHENTICATION_METHODS,
  CLIENT_ADDRESS,
  IdParam,
  IsId,
  IsQueryFlag,
  MayBeAbsent,
  NextCursor,
  onTheWire,
  PageQuery,
  Shown,
  text,
  TOKEN_ID,
  visible,
} from '#libs/platform';
import type { SessionRecord } from '../session.js';

/** One login. */
export class Session {
  /** The `sid` claim of the session's tokens. */
  @ApiProperty({ format: 'uuid' })
  id!: string;

  @ApiProperty({ format: 'uuid' })
  user_id!: string;

  /** The client that it was opened through; `gatehouse`: people came by themselves. */
  @Shown(visible(256))
  client_id!: string;

  /** The name of the application, or the service; null: people came by themselves. */
  @ApiProperty({ type: String, nullable: true })
  @Shown(text(100))
  client_name!: string | null;

  /** The session in which the application was let in: this one is over with it. Null: it stands by itself. */
  @ApiProperty({ type: String, format: 'uuid', nullable: true })
  parent_id!: string | null;

  /** The id of the newest access token. */
  @Shown(TOKEN_ID)
  jti!: string;

  /**
   * How the person proved who they are: values of RFC 8176, such as `pwd`.
   * @example ["pwd"]
   */
  @Shown(AUTHENTICATION_METHODS)
  amr!: string[];

  /** How well: `mfa`, in more than one way, or `sfa`. */
  @ApiProperty({ enum: AUTHENTICATION_LEVELS })
  acr!: AuthenticationLevel;

  /** When they last did so. */
  @ApiProperty({ format: 'date-time' })
  authenticated_at!: string;

  /** When the person logged in. */
  @ApiProperty({ format: 'date-time' })
  issued_at!: string;

  /** When the session ends, however much it is used. */
  @ApiProperty({ format: 'date-time' })
  expires_at!: string;

  /** When it was last refreshed. */
  @ApiProperty({ format: 'date-time' })
  last_used_at!: string;

  /** Whether it was ended before its time. */
  revoked!: boolean;

  /** When; null if it was not, or ended together with all others. */
  @ApiProperty({ type: String, format: 'date-time', nullable: true })
  revoked_at!: string | null;

  /** The address that it was opened from. */
  @ApiProperty({ type: String, nullable: true })
  @Shown(CLIENT_ADDRESS)
  ip!: string | null;

  /** The browser or program that it was opened with, as it called itself. */
  @ApiProperty({ type: String, nullable: true })
  @Shown(text(256))
  user_agent!: string | null;

  /** Whether this is the session of the token that asked. */
  current!: boolean;
}

/** One part of the list of sessions, newest first. */
export class SessionPage {
  @ApiProperty({ maxItems: 100 })
  items!: Session[];

  /** Where the next part starts; null at the end. */
  @NextCursor()
  next_cursor!: string | null;
}

/** Which sessions to list. */
export class SessionQuery extends PageQuery {
  /** Leaves out sessions that are over. */
  @MayBeAbsent()
  @ApiPropertyOptional({ type: Boolean, default: false })
  @IsQueryFlag()
  active: boolean = false;
}

/** The `{id}` of a user and the `{sid}` of one of their sessions. */
export class UserSessionParams extends IdParam {
  @ApiProperty({ format: 'uuid' })
  @IsId()
  sid!: string;
}

export function toSession(record: SessionRecord, currentId: string | undefined): Session {
  // Into the copy that is there already: pages have a hundred of them.
  return Object.assign(onTheWire(record), { acr: levelOf(record.amr), current: record.id === currentId });
}
