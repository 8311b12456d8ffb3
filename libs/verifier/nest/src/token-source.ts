import { Injectable } from '@nestjs/common';
import { type BearerCredentials, readBearerToken } from '../../core/src/index.js';
import { type GuardedRequest, rawHeadersOf } from './guarded-request.js';

/**
 * Where a request's access token is read from. An application whose callers carry it elsewhere puts a source of its own
 * in this place; what keeps other sites from using that other place is then the application's matter.
 */
export abstract class TokenSource {
  /** Asked for every request to a route that is not `@Public()`, sometimes twice: it must be quick and always say the same. */
  abstract read(request: GuardedRequest): BearerCredentials;
}

/** The `Authorization` header (RFC 6750 §2.1): what a service uses unless it says otherwise. */
@Injectable()
export class AuthorizationHeader extends TokenSource {
  read(request: GuardedRequest): BearerCredentials {
    return readBearerToken(rawHeadersOf(request));
  }
}
