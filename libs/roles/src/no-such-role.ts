import { DomainError } from '#libs/platform';

/** Names it: who asks for several at once would not know which. */
export const noSuchRole = (role: string): DomainError =>
  new DomainError('role_not_found', { detail: `There is no role ${role}.` });
