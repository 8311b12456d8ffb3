import type { Study } from '../study.js';
import { cleanUp } from './clean-up/study.js';
import { consoleRequests } from './console/study.js';
import { importOfPeople } from './import/study.js';
import { manySessions } from './many-sessions/study.js';
import { revocation } from './revocation/study.js';
import { roleEdit } from './role-edit/study.js';
import { scale } from './scale/study.js';
import { start } from './start/study.js';
import { token } from './token/study.js';
import { verifier } from './verifier/study.js';
import { workers } from './workers/study.js';

/** All studies, in the order in which they run. A new one is a folder here and a line here. */
export const studies: readonly Study[] = [
  verifier,
  token,
  manySessions,
  roleEdit,
  start,
  scale,
  cleanUp,
  importOfPeople,
  consoleRequests,
  workers,
  revocation,
];
