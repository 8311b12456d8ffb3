import { Reflector } from '@nestjs/core';

type Permissions = [string, ...string[]];

const RequiredPermissions = Reflector.createDecorator<string[] | undefined>({ key: 'gatehouse:permissions' });
const RequiredAnyPermission = Reflector.createDecorator<string[] | undefined>({ key: 'gatehouse:any-permission' });

/**
 * Lets in callers who may do all of this, by their roles or, as service clients, by their scopes. On a method it
 * replaces what the class says with the same decorator.
 */
export const RequirePermissions = (...permissions: Permissions): ClassDecorator & MethodDecorator =>
  RequiredPermissions(permissions);

/** Lets in callers who may do at least one of these. Where `@RequirePermissions` stands too, both must hold. */
export const RequireAnyPermission = (...permissions: Permissions): ClassDecorator & MethodDecorator =>
  RequiredAnyPermission(permissions);

export { RequiredAnyPermission, RequiredPermissions };
