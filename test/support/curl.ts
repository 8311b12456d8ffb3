/** Tests that send what the documents have for curl. */
import { it } from '@jest/globals';
import { canRun } from './installed.js';

const isInstalled = canRun('curl');
if (!isInstalled) process.stderr.write('Left out: what the documents send with curl, since there is none here.\n');

// eslint-disable-next-line no-restricted-syntax -- where there is no curl, the line above has said so
export const itWithCurl = isInstalled ? it : it.skip;
