/** Roles, what they permit, and who has them. */
export { Administrators } from './administrators.js';
export { GrantRole } from './grant-role.js';
export { Grants, type GrantSnapshot } from './grants.js';
export { RolesModule } from './roles.module.js';
