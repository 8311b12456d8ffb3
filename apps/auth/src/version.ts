import { readFileSync } from 'node:fs';

/** Both the source and the built output lie in a folder of the package; the image has its package.json too. */
function readVersion(folder: URL): string {
  const file = new URL('package.json', folder);
  try {
    const { name, version } = JSON.parse(readFileSync(file, 'utf8')) as { name: string; version: string };
    if (name === 'gatehouse') return version;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
  const parent = new URL('..', folder);
  if (parent.href === folder.href) throw new Error('There is no package.json of Gatehouse above this file.');
  return readVersion(parent);
}

/** The version of this service. */
export const VERSION = readVersion(new URL('.', import.meta.url));
