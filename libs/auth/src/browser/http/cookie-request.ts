import type { GuardedRequest } from '#libs/verifier/nest';
import type { SessionCookies } from '../session-cookies.js';

/** The part of a request that says that it came by cookie. */
export interface CookieRequest extends GuardedRequest {
  /**
   * Its cookies, once `BrowserGuard` has found that they count and that the request is no forgery. Nothing else reads
   * cookies, so without the guard they would count for nothing.
   */
  sessionCookies?: SessionCookies;
  /** Whether the route's handler deals with them; elsewhere the access token in them is the caller's. */
  cookiesAreHandled?: boolean;
}
