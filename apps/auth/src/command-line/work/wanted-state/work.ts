import type { INestApplicationContext } from '@nestjs/common';
import { type Change, ReachWantedState, type WantedState } from '#libs/auth';
import { OPERATOR } from '#libs/authority';
import { DomainError } from '#libs/platform';
import { DIFFERS } from '../../failure.js';
import type { Report } from '../../report.js';
import { ToldAlready } from '../../told-already.js';
import { inWords, secretsInWords } from './in-words.js';
import { readWantedState } from './read-wanted-state.js';
import { YamlFile } from './yaml-file.js';

/** What a file would change. */
export async function plan(app: INestApplicationContext, file: string): Promise<Report> {
  const changes = await byFile(file, wanted => app.get(ReachWantedState).plan(OPERATOR, wanted));
  return {
    document: documentOf(changes),
    lines: inWords(changes, 'plan'),
    ...(changes.length > 0 && { failure: new ToldAlready(DIFFERS) }),
  };
}

/** Makes everything as a file says. */
export async function apply(app: INestApplicationContext, file: string): Promise<Report> {
  const { changes, clients } = await byFile(file, wanted => app.get(ReachWantedState).execute(OPERATOR, wanted));
  return {
    document: { ...documentOf(changes), clients },
    lines: [...inWords(changes, 'done'), ...secretsInWords(clients)],
  };
}

function documentOf(changes: readonly Change[]): object {
  const count = (action: Change['action']): number => changes.filter(change => change.action === action).length;
  return { changes, create: count('create'), update: count('update'), delete: count('delete') };
}

/** Whatever is refused names the line of the file. */
async function byFile<T>(file: string, work: (wanted: WantedState) => Promise<T>): Promise<T> {
  const yaml = await YamlFile.read(file);
  try {
    return await work(await readWantedState(yaml.value, file));
  } catch (error) {
    if (!(error instanceof DomainError) || error.errors === undefined) throw error;
    const { code, detail, errors } = error;
    throw new DomainError(code, { ...(detail !== undefined && { detail }), errors: yaml.placed(errors), cause: error });
  }
}
