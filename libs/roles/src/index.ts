/** Roles, what they permit, and who has them. */
export { Administrators } from './administrators.js';
export { Assignment } from './authority/assignment.js';
export { CreateRole } from './catalogue/create-role.js';
export { DeleteRole } from './catalogue/delete-role.js';
export { DemandOnAdministrators } from './catalogue/demand-on-administrators.js';
export { RoleCatalogue } from './catalogue/role-catalogue.js';
export { UpdateRole } from './catalogue/update-role.js';
export type { RoleDefinition, RoleRecord } from './catalogue/role-record.js';
export { GrantRole } from './grant-role.js';
export { type Grant, GrantsToNewcomers } from './grants-to-newcomers.js';
export { type GrantedRoles, grantedRolesOf, RoleGrants, type UserSnapshot, userSnapshotOf } from './role-grants.js';
export { PermissionDeclaration } from './http/permission.dto.js';
export { toUserRole, UserRole } from './http/role-grant.dto.js';
export {
  CreateRole as RoleToMake,
  type Role,
  toRole,
  UpdateRole as RoleChange,
  wholeDefinition,
} from './http/role.dto.js';
export { DeclarePermission } from './permissions/declare-permission.js';
export { PermissionCatalogue, type PermissionRecord } from './permissions/permission-catalogue.js';
export { WithdrawPermission } from './permissions/withdraw-permission.js';
export { RevokeRole } from './revoke-role.js';
export { RolesModule } from './roles.module.js';
export { type RoleGrant, UserRoles } from './user-roles.js';
