import { applyDecorators, Header } from '@nestjs/common';
import { ApiConsumes } from '@nestjs/swagger';
import { declaredAt, declareRoute } from './route-declarations.js';

/** The media type of what OAuth endpoints read. */
export const FORM_TYPE = 'application/x-www-form-urlencoded';

/**
 * Declares that a route is an OAuth endpoint, wherever its path lies. Such a route reads forms, answers errors in the form of
 * RFC 6749 §5.2, and lets nobody keep its answers (§5.1).
 */
export const OAuthEndpoint = (): MethodDecorator =>
  applyDecorators(
    declareRoute({ isOAuth: true }),
    Header('Pragma', 'no-cache'),
    Header('Cache-Control', 'no-store'),
    ApiConsumes(FORM_TYPE),
  );

export const isOAuthEndpoint = (handler: object): boolean => declaredAt(handler).isOAuth === true;
