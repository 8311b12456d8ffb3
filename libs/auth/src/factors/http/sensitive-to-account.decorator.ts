import { applyDecorators, Header } from '@nestjs/common';
import { ApiProblems } from '#libs/platform';
import { RequireRecentLogin } from '#libs/verifier/nest';

/** Whoever changes what protects their account has to have logged in this recently, in seconds. */
const RECENT_LOGIN_SECONDS = 10 * 60;

/** Declares a route that changes what protects the account of whoever asks: a stolen token or an old session must not be enough. */
export const SensitiveToAccount = (): MethodDecorator =>
  applyDecorators(
    RequireRecentLogin(RECENT_LOGIN_SECONDS),
    Header('Cache-Control', 'no-store'),
    ApiProblems('token_missing', 'invalid_token', 'insufficient_user_authentication'),
  );
