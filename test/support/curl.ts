/** Tests that send what the documents have for curl. */
import { canRun } from './installed.js';
import { itWhere } from './left-out.js';

export const itWithCurl = itWhere(canRun('curl'), 'what the documents send with curl, since there is none here');
