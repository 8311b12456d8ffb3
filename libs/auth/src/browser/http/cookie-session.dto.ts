import { ApiProperty } from '@nestjs/swagger';
import { Shown } from '#libs/platform';
import { EXPIRES_IN } from '#libs/tokens';
import { CSRF_TOKEN_LENGTH } from '../csrf-tokens.js';

const CSRF_TOKEN = { pattern: `^[A-Za-z0-9_-]{${CSRF_TOKEN_LENGTH}}$`, maxLength: CSRF_TOKEN_LENGTH };

/** A session whose tokens are in cookies, which no script can read. */
export class CookieSession {
  @ApiProperty({ format: 'uuid' })
  session_id!: string;

  /**
   * Seconds until the access cookie expires: refresh before.
   * @example 600
   */
  @ApiProperty({ type: 'integer', minimum: 0 })
  @Shown(EXPIRES_IN)
  expires_in!: number;

  /** Send it as `X-CSRF-Token` with whatever changes something. Good as long as the session. */
  @Shown(CSRF_TOKEN)
  csrf_token!: string;
}

/** What shows that a request was sent by a page that may. */
export class CsrfToken {
  /** Send it as `X-CSRF-Token` with whatever changes something. Good as long as the session. */
  @Shown(CSRF_TOKEN)
  csrf_token!: string;
}
