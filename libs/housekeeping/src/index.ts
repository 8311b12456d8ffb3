/** What has to be done every now and then: every module has its own chores, and the clean-up finds and does them all. */
export { Chore } from './chore.js';
export { CleanUp } from './clean-up.js';
export { CleanUpSchedule } from './clean-up.schedule.js';
export { HousekeepingModule } from './housekeeping.module.js';
