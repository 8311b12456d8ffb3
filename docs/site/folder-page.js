import { readdir } from 'node:fs/promises';
import { join, relative } from 'node:path/posix';

const NOT_OURS = /(^|\/)(node_modules|__pycache__|target|\.venv)(\/|$)/;

/** The files at and below a folder of this repository. */
export async function filesIn(folder) {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter(entry => entry.isFile())
    .map(entry => join(entry.parentPath, entry.name))
    .filter(path => !NOT_OURS.test(path))
    .sort();
}

/** A page that lists what is in a folder, for links that lead to one. */
export function folderPage(folder, files) {
  const items = files.map(file => `- [${relative(folder, file)}](/files/${file})`);
  return `# ${folder}\n\nA folder of the repository, with ${files.length} files.\n\n${items.join('\n')}\n`;
}
