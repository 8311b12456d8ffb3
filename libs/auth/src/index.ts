/** The use cases that need more than one concept: register, log in, refresh, log out, change a password. */
export { CreateUserRequest } from './accounts/http/account.dto.js';
export { type Invitation, type InvitedUser, InviteUser } from './accounts/invite-user.js';
export { UpdateUser, type UserChange } from './accounts/update-user.js';
export { AuthModule } from './auth.module.js';
export { FirstAdministrator, type FirstLogin } from './bootstrap/first-administrator.js';
export { CleanUpSchedule } from './housekeeping/clean-up.schedule.js';
export { CleanUp } from './housekeeping/clean-up.js';
