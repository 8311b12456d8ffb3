import { declareRoute } from './route-declarations.js';

/**
 * Declares in which field of its body a route has the address of the account that somebody wants to log in to: devices that are
 * known to it are limited by themselves.
 */
export const NamesAccount = (accountField: string): MethodDecorator => declareRoute({ accountField });
