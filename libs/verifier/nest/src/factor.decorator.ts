import { Reflector } from '@nestjs/core';

const RequiredFactor = Reflector.createDecorator<true>({ key: 'gatehouse:factor' });

/**
 * Lets in only people who proved who they are with a second factor; others are told to (RFC 9470). Where `@RequireRecentLogin` stands
 * too, both must hold.
 */
export const RequireFactor = (): ClassDecorator & MethodDecorator => RequiredFactor(true);

export { RequiredFactor };
