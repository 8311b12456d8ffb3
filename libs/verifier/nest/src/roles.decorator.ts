import { Reflector } from '@nestjs/core';

const RequiredRoles = Reflector.createDecorator<string[] | undefined>({ key: 'gatehouse:roles' });

/** Lets in callers who hold at least one of these roles, or a role that includes it. On a method it replaces what the class says. */
export const Roles = (...roles: [string, ...string[]]): ClassDecorator & MethodDecorator => RequiredRoles(roles);

export { RequiredRoles };
