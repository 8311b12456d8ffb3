/** People with an account: addresses and password hashes. */
export { normaliseEmail } from './email.js';
export { toUser, User } from './http/user.dto.js';
export { UsersModule } from './users.module.js';
export { type Credentials, type UserRecord, Users } from './users.js';
