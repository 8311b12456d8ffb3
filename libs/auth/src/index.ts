/** The use cases that need more than one concept: register, log in, refresh, log out, change a password. */
export { AuthModule } from './auth.module.js';
export { FirstAdministrator, type FirstLogin } from './bootstrap/first-administrator.js';
export { CleanUpSchedule } from './housekeeping/clean-up.schedule.js';
export { CleanUp } from './housekeeping/clean-up.js';
