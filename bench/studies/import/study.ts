import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setTimeout as delay } from 'node:timers/promises';
import type { Cleanup } from '../../cleanup.js';
import type { Options } from '../../options.js';
import { ROOT, startPostgres } from '../../stage.js';
import type { Study } from '../../study.js';
import { makeSite } from '../lone-service.js';

const AUTH = join(ROOT, 'dist/programs/auth.js');
const LOOK_MS = 100;

/** What one run of the command came to. */
interface Run {
  readonly seconds: number;
  /** What it said of the accounts. */
  readonly created: number;
  readonly unchanged: number;
  /** The most memory that it took after a tenth of the time, and at all, in MB; empty where processes cannot be looked at. */
  readonly early: number;
  readonly most: number;
}

interface Import {
  readonly people: number;
  readonly first: Run;
  readonly again: Run;
}

const text = (bytes: number): string => randomBytes(bytes).toString('base64').replaceAll('=', '');

/** As other systems have them, each another one: an import reads them, and verifies none. */
const HASHES: readonly (() => string)[] = [
  () => `$2b$10$${text(64).replaceAll('+', '.').slice(0, 21)}O${text(64).replaceAll('+', '.').slice(0, 30)}C`,
  () => `$argon2id$v=19$m=19456,t=2,p=1$${text(16)}$${text(32)}`,
  () => `$scrypt$ln=14,r=8,p=1$${text(16)}$${text(32)}`,
  () => `pbkdf2_sha256$600000$${text(12).replaceAll(/[+/]/g, 'x')}$${randomBytes(32).toString('base64')}`,
];

function* linesOf(people: number): Generator<string> {
  for (let index = 0; index < people; index++) {
    const password_hash = HASHES.at(index % HASHES.length)?.();
    yield `${JSON.stringify({ email: `p${index}@people.example`, email_verified: true, password_hash })}\n`;
  }
}

/** The import of many people with hashes of four kinds into an empty service, and the same once more. */
async function measure({ scale: { many } }: Options, cleanup: Cleanup, signal: AbortSignal): Promise<Import> {
  const server = await startPostgres({ cleanup, signal });
  const { environment } = await makeSite(server, 'bench_import', { cleanup, signal });
  const folder = await mkdtemp(join(tmpdir(), 'gatehouse-import-'));
  cleanup.add('the file of people', () => rm(folder, { recursive: true, force: true }));
  const [people, file] = [10 * many, join(folder, 'people.jsonl')];
  await pipeline(Readable.from(linesOf(people)), createWriteStream(file));
  const run = (): Promise<Run> => importOnce(file, environment, { cleanup, signal });
  return { people, first: await run(), again: await run() };
}

async function importOnce(
  file: string,
  environment: Readonly<Record<string, string>>,
  { cleanup, signal }: { cleanup: Cleanup; signal: AbortSignal },
): Promise<Run> {
  const env = { PATH: process.env['PATH'], ...environment };
  const args = [AUTH, 'users', 'import', file, '--json'];
  const started = performance.now();
  const child = spawn(process.execPath, args, { env, stdio: ['ignore', 'pipe', 'inherit'] });
  cleanup.add('the import', () => Promise.resolve(void child.kill('SIGKILL')));
  let said = '';
  child.stdout.setEncoding('utf8').on('data', (part: string) => (said += part));
  const over = new AbortController();
  const ended = once(child, 'close', { signal }).finally(() => over.abort());
  const sizes: number[] = [];
  while (!over.signal.aborted) {
    sizes.push(await megabytesOf(child.pid));
    await delay(LOOK_MS, undefined, { signal: over.signal }).catch(() => undefined);
  }
  const [code] = (await ended) as [number | null];
  const seconds = (performance.now() - started) / 1000;
  if (code !== 0) throw new Error(`the import has ended with ${code}: ${said}`);
  const { created, unchanged } = JSON.parse(said) as { created: number; unchanged: number };
  return {
    seconds,
    created,
    unchanged,
    early: Math.max(...sizes.slice(0, Math.ceil(sizes.length / 10))),
    most: Math.max(...sizes),
  };
}

/** @returns 0 where that cannot be seen, as after its end */
async function megabytesOf(pid: number | undefined): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
  return Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1] ?? 0) / 1024;
}

const told = ({ seconds, created, unchanged, early, most }: Run): string =>
  `${seconds.toFixed(1)} s, ${created.toLocaleString('en')} made, ${unchanged.toLocaleString('en')} there already; ${early.toFixed(0)} MB in the first tenth of the time, ${most.toFixed(0)} MB at most`;

export const importOfPeople: Study<Import> = {
  name: 'import',
  about: 'auth users import of 100,000 people with hashes of four kinds, and once more',
  onlyNamed: true,
  run: measure,
  report({ people, first, again }) {
    return [
      `Import of ${people.toLocaleString('en')} people: ${told(first)}.`,
      `The same file once more: ${told(again)}.`,
    ].join('\n');
  },
};
