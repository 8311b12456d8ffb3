import { applyDecorators, Header } from '@nestjs/common';
import { Throttle } from '@nestjs/throttler';
import type { ProblemCode } from '#libs/contracts';
import { ApiProblems } from '#libs/platform';
import { ReadsCookies } from '../../browser/http/reads-cookies.decorator.js';
import { PASSWORD_GUESSES } from '../../passwords/http/limits.js';
import { ApiSessionResponse } from './session-response.decorator.js';

/**
 * Declares a route by which people come in: it ends the session that its cookies belong to, takes as many guesses as a
 * password may, and answers with tokens.
 * `@HttpCode(200)` stands at the handler, where the API document's plugin looks for it.
 * @param problems what it may answer with, beside what every way in may
 */
export const EntersBy = (...problems: ProblemCode[]): MethodDecorator =>
  applyDecorators(
    ReadsCookies('login'),
    Throttle(PASSWORD_GUESSES),
    Header('Cache-Control', 'no-store'),
    ApiSessionResponse(),
    ApiProblems('invalid_json', 'validation_failed', 'invalid_target', 'cross_site_request', ...problems),
  );
