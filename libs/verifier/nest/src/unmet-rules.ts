import { type Refusal, refusals } from '../../core/src/index.js';
import type { RouteRules } from './route-rules.js';

/** What to answer a caller who does not meet a route's rules: it names all that the route demands. */
export function unmetRules({ roles, permissions = [], anyPermission = [] }: RouteRules): Refusal {
  const sentences = [
    sentence('Needs the permission', permissions, ' and '),
    sentence('Needs the permission', anyPermission, ' or '),
    sentence('Needs the role', roles ?? [], ' or '),
  ];
  const scope = [...new Set([...permissions, ...anyPermission])];
  return refusals.insufficientScope(scope, sentences.filter(text => text !== '').join(' '));
}

const sentence = (beginning: string, names: readonly string[], conjunction: string): string =>
  names.length > 0 ? `${beginning} ${names.join(conjunction)}.` : '';
