/** Who may do what to whom: the measure, the rule, and the port by which every feature asks. */
export { ADMINISTRATION, assertCovers, Authority, insufficientScope } from './authority.js';
export { type Caller, OPERATOR } from './caller.js';
export { Holdings, type Until } from './holdings.js';
export { CurrentCaller } from './http/current-caller.decorator.js';
