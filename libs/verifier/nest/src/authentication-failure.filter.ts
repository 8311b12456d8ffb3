import { type ArgumentsHost, Catch, type ExceptionFilter } from '@nestjs/common';
import { AuthenticationFailure } from './authentication-failure.js';
import type { GuardedResponse } from './guarded-request.js';

/**
 * Answers what the guards refuse with a problem document (RFC 9457), under Fastify and Express alike. An application
 * that has a form of its own binds its filter with `useGlobalFilters`, which goes before this one.
 */
@Catch(AuthenticationFailure)
export class AuthenticationFailureFilter implements ExceptionFilter<AuthenticationFailure> {
  catch(failure: AuthenticationFailure, host: ArgumentsHost): void {
    // As bytes: to a text a framework would add a charset, which this media type does not know.
    host
      .switchToHttp()
      .getResponse<GuardedResponse>()
      .status(failure.getStatus())
      .header('Content-Type', 'application/problem+json')
      .header('Cache-Control', 'no-store')
      .send(Buffer.from(JSON.stringify(failure.getResponse())));
  }
}
