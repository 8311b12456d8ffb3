import { parse } from 'uuid';

/**
 * By which an authenticator knows the account: the id of the user, 16 bytes, which says nothing of the person (WebAuthn Level 3,
 * §14.6.1).
 */
export const userHandleOf = (userId: string): string => Buffer.from(parse(userId)).toString('base64url');
