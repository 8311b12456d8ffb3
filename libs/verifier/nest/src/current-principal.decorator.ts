import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { Principal } from '../../../contracts/src/index.js';
import type { GuardedRequest } from './guarded-request.js';

/** Hands the verified caller to a handler's parameter; `undefined` on a public route. */
export const CurrentPrincipal = createParamDecorator(
  (_data: unknown, context: ExecutionContext): Principal | undefined =>
    context.switchToHttp().getRequest<GuardedRequest>().principal,
);
