import { writeFile } from 'node:fs/promises';
import { Cleanup } from './cleanup.js';
import { assertSameWork } from './floor/same-work.js';
import { type ManySessions, manySessionsReport, measureManySessions } from './many-sessions/study.js';
import { measure } from './measure.js';
import { FEW, type Options, readOptions, USAGE } from './options.js';
import { report } from './report.js';
import { measureRoleEdit, type RoleEdit, roleEditReport } from './role-edit/study.js';
import { startRedis } from './revocation/redis.js';
import { propagationLine, propagationReport } from './revocation/report.js';
import { measurePropagation, type Propagation, type Wiring } from './revocation/study.js';
import { verifier } from './scenarios/verifier.js';
import { setStage, startPostgres } from './stage.js';
import { measureToken, type TokenFigures, tokenReport } from './token/study.js';
import { setVerifierStage } from './verifier-stage.js';
import { summarise, type Summary } from './summary.js';

const INTERRUPTED = 130;
/** Of two that are nearly the same: many short rounds in turn bear a busy machine better than a few long ones. */
const BURSTS = 6;
const say = (line: string): void => void process.stderr.write(`${line}\n`);

/** Measures the scenarios one after the other and reports; everything that it started is gone afterwards. */
async function run(options: Options, signal: AbortSignal): Promise<void> {
  const cleanup = new Cleanup();
  try {
    const results: Record<string, unknown> = {};
    if (options.scenarios.length > 0) results['scenarios'] = await runScenarios(options, cleanup, signal);
    if (options.verifier) results['verifier'] = await runVerifier(options, cleanup, signal);
    if (options.manySessions) results['many-sessions'] = await runManySessions(options, cleanup, signal);
    if (options.roleEdit) results['role-edit'] = await runRoleEdit(options, cleanup, signal);
    if (options.token) results['token'] = await runToken(options, cleanup, signal);
    if (options.revocation) results['revocation'] = await runRevocation(options, cleanup, signal);
    if (options.json !== undefined) await writeFile(options.json, `${JSON.stringify(results, null, 2)}\n`);
  } finally {
    await cleanup.run();
  }
}

/** Each beside the floor, one after the other. */
async function runScenarios(options: Options, cleanup: Cleanup, signal: AbortSignal): Promise<Summary[]> {
  say('Whether the floor does what the service does …');
  await assertSameWork(options.scenarios, signal);
  const stage = await setStage({ cleanup, signal, cpuProf: options.cpuProf });
  const summaries: Summary[] = [];
  for (const scenario of options.scenarios) {
    say(`${scenario.name}: ${scenario.about} …`);
    summaries.push(summarise(await measure(scenario, stage, options, signal)));
  }
  process.stdout.write(`\n${report(summaries, stage.postgres.version, options)}\n`);
  return summaries;
}

/** What the guard of a service costs it, and that it asks nobody. */
async function runVerifier(options: Options, cleanup: Cleanup, signal: AbortSignal): Promise<Summary> {
  say(`${verifier.name}: ${verifier.about} …`);
  const stage = await setVerifierStage(cleanup, signal);
  const before = stage.asked();
  const bursts = { ...options, rounds: options.rounds * BURSTS, roundMs: options.roundMs / BURSTS };
  const summary = summarise(await measure(verifier, stage, bursts, signal));
  const asked = stage.asked() - before;
  process.stdout.write(`\n${report([summary], stage.postgres.version, bursts)}\n`);
  process.stdout.write('\n"Service" is the guarded route, "floor" the same without a guard, of one process.\n');
  process.stdout.write(
    `Requests to Gatehouse during ${summary.requests.toLocaleString('en')} requests to notes: ${asked}.\n`,
  );
  return summary;
}

async function runManySessions({ scale }: Options, cleanup: Cleanup, signal: AbortSignal): Promise<ManySessions> {
  say(`many-sessions: a logout everywhere with ${FEW} and with ${scale.many.toLocaleString('en')} sessions …`);
  const measured = await measureManySessions(await startPostgres({ cleanup, signal }), scale, signal);
  process.stdout.write(`\n${manySessionsReport(measured)}\n`);
  return measured;
}

async function runRoleEdit({ scale }: Options, cleanup: Cleanup, signal: AbortSignal): Promise<RoleEdit> {
  say(`role-edit: the edit of a role with ${FEW} and with ${scale.many.toLocaleString('en')} members …`);
  const measured = await measureRoleEdit(await startPostgres({ cleanup, signal }), scale, signal);
  process.stdout.write(`\n${roleEditReport(measured)}\n`);
  return measured;
}

async function runToken({ scale }: Options, cleanup: Cleanup, signal: AbortSignal): Promise<TokenFigures> {
  say('token: a check of a token, beside asking …');
  const measured = await measureToken(await startPostgres({ cleanup, signal }), scale, signal);
  process.stdout.write(`\n${tokenReport(measured)}\n`);
  return measured;
}

/** How long a revocation takes to arrive, over PostgreSQL and over Redis, with several numbers of instances. */
async function runRevocation({ scale }: Options, cleanup: Cleanup, signal: AbortSignal): Promise<Propagation[]> {
  const server = await startPostgres({ cleanup, signal });
  const redisUrl = await startRedis(cleanup);
  if (redisUrl === undefined) say('Left out: Redis, since there is no redis-server on this machine.');
  const wirings: Wiring[] = [{ name: 'PostgreSQL', redisUrl: undefined }];
  if (redisUrl !== undefined) wirings.push({ name: 'Redis', redisUrl });
  const rows: Propagation[] = [];
  for (const wiring of wirings) {
    for (const instances of scale.instances) {
      say(`revocation: ${instances} instances, woken by ${wiring.name} …`);
      const row = await measurePropagation({ server, signal, scale }, wiring, instances);
      say(`  ${propagationLine(row)}`);
      rows.push(row);
    }
  }
  process.stdout.write(`\n${propagationReport(rows)}\n`);
  return rows;
}

const interruption = new AbortController();
// Not `once`: a second signal must not cut short the ending of what was started.
for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(name, () => interruption.abort());

try {
  const options = readOptions(process.argv.slice(2));
  if (options === undefined) process.stdout.write(`${USAGE}\n`);
  else await run(options, interruption.signal);
} catch (error) {
  process.exitCode = interruption.signal.aborted ? INTERRUPTED : 1;
  say(
    interruption.signal.aborted
      ? 'Interrupted.'
      : `The bench failed: ${error instanceof Error ? error.message : String(error)}`,
  );
}
