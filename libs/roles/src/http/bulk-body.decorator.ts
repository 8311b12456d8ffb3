import { MaxBody } from '#libs/platform';

/** For routes whose body names many users, roles or permissions at once. */
export const BulkBody = (): MethodDecorator => MaxBody(64 * 1024);
