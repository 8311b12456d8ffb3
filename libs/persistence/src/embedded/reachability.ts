import { stat } from 'node:fs/promises';
import { dirname } from 'node:path';

import type { ServerUser } from './server-user.js';

/**
 * The outermost folder on the way to `path` (itself left out) that the user may not enter by its mode bits,
 * or undefined when all are open.
 */
export async function closedFolderAbove(path: string, user: ServerUser): Promise<string | undefined> {
  for (const folder of ancestors(path)) {
    const { mode, uid, gid } = await stat(folder);
    const enter = uid === user.uid ? 0o100 : gid === user.gid ? 0o010 : 0o001;
    if ((mode & enter) === 0) return folder;
  }
  return undefined;
}

/** The folders that hold `path`, outermost first. */
function ancestors(path: string): string[] {
  const above = dirname(path);
  return above === path ? [] : [...ancestors(above), above];
}
