/**
 * What this machine has beside Node. With GATEHOUSE_TEST_BARE=on it has nothing: so it is seen anywhere that what is left out on a bare
 * machine is left out, and fails nothing.
 */
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';

const IS_BARE = process.env['GATEHOUSE_TEST_BARE'] === 'on';

/** Whether this program is there, and ends well. @param args by default those with which most say what they are */
export function canRun(program: string, ...args: string[]): boolean {
  if (IS_BARE) return false;
  try {
    execFileSync(program, args.length === 0 ? ['--version'] : args, { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

/** Whether there is such a file or folder of the system. */
export const isThere = (path: string): boolean => !IS_BARE && existsSync(path);
