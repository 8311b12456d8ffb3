import { applyDecorators } from '@nestjs/common';
import { ApiExtraModels, ApiOkResponse, getSchemaPath } from '@nestjs/swagger';
import { CookieSession } from '../../browser/http/cookie-session.dto.js';
import { SteppedUpToken } from './step-up.dto.js';
import { TokenResponse } from './tokens.dto.js';

/** The name in the API document of what a login or a refresh answers, by its transport. */
export const LOGIN_RESPONSE = 'LoginResponse';

/** What stands under that name. */
export const loginResponse = (): object => ({
  description:
    'Tokens for those who send them on themselves, or what a page may know of a session whose tokens are cookies.',
  oneOf: [{ $ref: getSchemaPath(TokenResponse) }, { $ref: getSchemaPath(CookieSession) }],
});

/** The name in the API document of what a step-up answers, by its transport. */
export const STEP_UP_RESPONSE = 'StepUpResponse';

/** What stands under that name. */
export const stepUpResponse = (): object => ({
  description: 'An access token, or what a page may know of a session whose tokens are cookies.',
  oneOf: [{ $ref: getSchemaPath(SteppedUpToken) }, { $ref: getSchemaPath(CookieSession) }],
});

/** Documents that a route gives out an access token for a session that goes on, in its body or as a cookie. */
export const ApiStepUpResponse = (): MethodDecorator =>
  applyDecorators(
    ApiExtraModels(SteppedUpToken, CookieSession),
    ApiOkResponse({
      description: 'The access token, or the session whose access token is in the cookie that comes with it.',
      headers: {
        'Set-Cookie': {
          description: 'By cookie: `__Host-gatehouse_access`.',
          schema: { type: 'string', pattern: '^__Host-gatehouse_access=.*$', maxLength: 4096 },
        },
      },
      content: { 'application/json': { schema: { $ref: getSchemaPath(STEP_UP_RESPONSE) } } },
    }),
  );

/** Documents that a route gives out tokens, in its body or in cookies. */
export const ApiSessionResponse = (): MethodDecorator =>
  applyDecorators(
    ApiExtraModels(TokenResponse, CookieSession),
    ApiOkResponse({
      description: 'The tokens, or the session whose tokens are in the cookies that come with it.',
      headers: {
        'Set-Cookie': {
          description:
            'By cookie: `__Host-gatehouse_access` and `__Host-gatehouse_refresh`; at a login `__Host-gatehouse_device` as well, and by a code `__Host-gatehouse_code`, which is taken away.',
          schema: { type: 'string', pattern: '^__Host-gatehouse_(access|refresh|device|code)=.*$', maxLength: 4096 },
        },
      },
      content: { 'application/json': { schema: { $ref: getSchemaPath(LOGIN_RESPONSE) } } },
    }),
  );
