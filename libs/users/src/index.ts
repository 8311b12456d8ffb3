/** People with an account: addresses, password hashes, and the tokens by which a first or a new password is set. */
export { assertAcceptableClaims } from './custom-claims.js';
export { CUSTOM_CLAIMS, IsCustomClaims } from './http/custom-claims.decorator.js';
export { normaliseEmail } from './email.js';
export { LINK_LIVES, type LinkPurpose, type LinkRecord, type LinkTerms, type ShownLink } from './links/link.js';
export { Links } from './links/links.js';
export {
  type MailRequest,
  type MailRequestKind,
  MailRequests,
  type TakenMailRequest,
} from './mailboxes/mail-requests.js';
export { MailboxAllowance } from './mailboxes/mailbox-allowance.js';
export { ForeignHashes, type HashShare } from './foreign-hashes.js';
export { AddressTaken, type NewAccount, NewUsers } from './new-users.js';
export { assertVisibleEmail } from './visible-email.js';
export { toUser, User } from './http/user.dto.js';
export {
  type NewPasswordToken,
  type PasswordTokenPurpose,
  type PasswordTokenRecord,
  PasswordTokens,
  type TokenMaker,
} from './password-tokens.js';
export { UserAddresses } from './user-addresses.js';
export { UserDirectory, type UserFilter } from './user-directory.js';
export { userAnd, type UserRecord } from './user-record.js';
export { UsersModule } from './users.module.js';
export { type Credentials, hashInForce, type NewUser, Users } from './users.js';
