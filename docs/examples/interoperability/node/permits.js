/** Whether a person has the role or, of a service, whether it has the scope. Either claim may be absent. */
export function permits({ roles = [], scope = '' }, role, neededScope) {
  return roles.includes(role) || scope.split(' ').includes(neededScope);
}
