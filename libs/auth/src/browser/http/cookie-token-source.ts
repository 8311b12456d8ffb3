import { Injectable } from '@nestjs/common';
import type { BearerCredentials } from '#libs/verifier/core';
import { AuthorizationHeader, TokenSource } from '#libs/verifier/nest';
import type { CookieRequest } from './cookie-request.js';

const NONE: BearerCredentials = { kind: 'none' };

/** The access cookie of a request that came by cookie, else the `Authorization` header; never both. */
@Injectable()
export class CookieTokenSource extends TokenSource {
  private readonly header = new AuthorizationHeader();

  read(request: CookieRequest): BearerCredentials {
    const { sessionCookies: cookies } = request;
    if (cookies === undefined) return this.header.read(request);
    if (request.cookiesAreHandled === true || cookies.access === undefined) return NONE;
    return { kind: 'token', token: cookies.access };
  }
}
