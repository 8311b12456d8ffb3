import type { Scenario } from '../scenario.js';
import { applicationLogin } from './application-login.js';
import { clientCredentials } from './client-credentials.js';
import { guarded } from './guarded.js';
import { introspections } from './introspect.js';
import { jwks } from './jwks.js';
import { lists } from './list.js';
import { logouts } from './log-out.js';
import { login } from './login.js';
import { me } from './me.js';
import { refresh } from './refresh.js';
import { register } from './register.js';

/** All scenarios, in the order in which they run. A new one is a file here, a line here and a route of the floor. */
export const scenarios: readonly Scenario[] = [
  register,
  login,
  refresh,
  applicationLogin,
  clientCredentials,
  ...introspections,
  me,
  ...guarded,
  ...lists,
  ...logouts,
  jwks,
];
