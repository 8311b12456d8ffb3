import type { Scenario } from '../scenario.js';
import { clientCredentials } from './client-credentials.js';
import { guarded } from './guarded.js';
import { introspections } from './introspect.js';
import { login } from './login.js';
import { refresh } from './refresh.js';

/** All scenarios, in the order in which they run. A new one is a file here, a line here and a route of the floor. */
export const scenarios: readonly Scenario[] = [login, refresh, ...introspections, clientCredentials, ...guarded];
