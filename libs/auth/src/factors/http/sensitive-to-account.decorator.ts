import { applyDecorators, Header } from '@nestjs/common';
import { ApiProblems, RequireFreshProof } from '#libs/platform';

/** Declares a route that changes what protects the account of whoever asks: a stolen token or an old session must not be enough. */
export const SensitiveToAccount = (): MethodDecorator =>
  applyDecorators(
    RequireFreshProof(),
    Header('Cache-Control', 'no-store'),
    ApiProblems('token_missing', 'invalid_token', 'insufficient_user_authentication'),
  );
