import { readdir } from 'node:fs/promises';
import { resolve } from 'node:path';
import ts from 'typescript';

/** The sources of the service and of what it is made of, but for their specs. */
export async function sources(): Promise<string[]> {
  const found: string[] = [];
  for (const folder of ['libs', 'apps']) {
    for (const entry of await readdir(folder, { recursive: true })) {
      if (/(?<!\.spec|\.d)\.ts$/.test(entry) && !entry.includes('node_modules')) found.push(`${folder}/${entry}`);
    }
  }
  return found;
}

/** What the compiler knows about these files, by the service's own tsconfig.json. */
export function programOf(files: readonly string[]): ts.Program {
  const { config } = ts.readConfigFile('tsconfig.json', path => ts.sys.readFile(path)) as { config: unknown };
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, process.cwd());
  return ts.createProgram({ rootNames: files.map(file => resolve(file)), options });
}
