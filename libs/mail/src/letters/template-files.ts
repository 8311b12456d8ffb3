import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

const PLACE = 'libs/mail/templates';

/** Where templates lie: those of an operator's own folder before those of the service. */
export class TemplateFiles {
  private readonly builtIn = findBuiltIn();

  /** @param folder of the operator's own */
  constructor(private readonly folder: string | undefined) {}

  /** @throws Error for what is there and cannot be read */
  async read(name: string): Promise<string> {
    return (this.folder && (await readIfThere(join(this.folder, name)))) ?? readFile(join(this.builtIn, name), 'utf8');
  }
}

async function readIfThere(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

/** In the folder of what was built, wherever in there this code runs: it may be bundled into a program. Else in the sources. */
function findBuiltIn(): string {
  for (let folder = import.meta.dirname; folder !== dirname(folder); folder = dirname(folder)) {
    if (existsSync(join(folder, PLACE))) return join(folder, PLACE);
  }
  throw new Error(`there is no ${PLACE}: run npm run build`);
}
