import { Reflector } from '@nestjs/core';

/** How long ago it may be, in seconds. */
export const FRESH_PROOF_SECONDS = 10 * 60;

const FreshProof = Reflector.createDecorator<number | undefined>({ key: 'gatehouse-account:fresh-proof' });

/**
 * Lets in only people who showed who they are in the last ten minutes, and with a second factor if the account has one; others are told
 * to (RFC 9470). It is for whatever decides how the account is to be protected.
 */
export const RequireFreshProof = (): ClassDecorator & MethodDecorator => FreshProof(FRESH_PROOF_SECONDS);

export { FreshProof };
