import { ApiProperty } from '@nestjs/swagger';

/** A session whose tokens are in cookies, which no script can read. */
export class CookieSession {
  @ApiProperty({ format: 'uuid' })
  session_id!: string;

  /**
   * Seconds until the access cookie expires: refresh before.
   * @example 600
   */
  @ApiProperty({ type: 'integer', minimum: 0 })
  expires_in!: number;

  /** Send it as `X-CSRF-Token` with whatever changes something. Good as long as the session. */
  csrf_token!: string;
}

/** What shows that a request was sent by a page that may. */
export class CsrfToken {
  /** Send it as `X-CSRF-Token` with whatever changes something. Good as long as the session. */
  csrf_token!: string;
}
