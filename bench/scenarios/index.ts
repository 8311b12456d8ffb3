import type { Scenario } from '../scenario.js';
import { guarded } from './guarded.js';
import { login } from './login.js';
import { refresh } from './refresh.js';

/** All scenarios, in the order in which they run. A new one is a file here, a line here and a route of the floor. */
export const scenarios: readonly Scenario[] = [login, refresh, guarded];
