import { Reflector } from '@nestjs/core';

/** `always`: a token is not even looked at. `without_token`: a token that is sent has to be good. */
export type Openness = 'always' | 'without_token';

const PublicRoute = Reflector.createDecorator<Openness | undefined>({ key: 'gatehouse:public' });

/**
 * Opens a route to callers without a token. Everything else demands one. The metadata key is fixed, so that two
 * copies of this package in one dependency tree agree on what is open.
 */
export const Public = (): ClassDecorator & MethodDecorator => PublicRoute('always');

/** Opens a route to callers who send no token; one that is sent is verified, and refused if it is bad. */
export const PublicWithoutToken = (): ClassDecorator & MethodDecorator => PublicRoute('without_token');

export { PublicRoute };
