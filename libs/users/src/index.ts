/** People with an account: addresses, password hashes, and the tokens by which a first or a new password is set. */
export { assertAcceptableClaims } from './custom-claims.js';
export { CUSTOM_CLAIMS, IsCustomClaims } from './http/custom-claims.decorator.js';
export { normaliseEmail } from './email.js';
export { assertVisibleEmail } from './visible-email.js';
export { toUser, User } from './http/user.dto.js';
export {
  type NewPasswordToken,
  type PasswordTokenPurpose,
  type PasswordTokenRecord,
  PasswordTokens,
} from './password-tokens.js';
export { UserDirectory, type UserFilter } from './user-directory.js';
export { userAnd, type UserRecord } from './user-record.js';
export { UsersModule } from './users.module.js';
export { type Credentials, hashInForce, Users } from './users.js';
