import { Reflector } from '@nestjs/core';

const RecentLogin = Reflector.createDecorator<number>({ key: 'gatehouse:recent-login' });

/** Lets in only people who logged in at most this many seconds ago; others are told to (RFC 9470). */
export const RequireRecentLogin = (maxAgeSeconds: number): ClassDecorator & MethodDecorator =>
  RecentLogin(maxAgeSeconds);

export { RecentLogin };
