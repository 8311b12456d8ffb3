/**
 * Runs several of the operators' commands one after another in this process: to start one for each would take a second of
 * processor time each. Reads their arguments from the file that is named, and writes what came of each to standard output.
 */
import { readFileSync } from 'node:fs';
import 'reflect-metadata';
import { DONE, failureOf } from '../../../dist/apps/auth/src/command-line/failure.js';
import { createProgram } from '../../../dist/apps/auth/src/command-line/program.js';

const commands = JSON.parse(readFileSync(process.argv[2], 'utf8'));
const write = process.stdout.write.bind(process.stdout);
const all = [];
for (const args of commands) {
  let out = '';
  process.stdout.write = text => ((out += text), true);
  let code = DONE;
  let err = '';
  try {
    await createProgram(true).parseAsync(args, { from: 'user' });
  } catch (error) {
    const failure = await failureOf(error);
    code = failure.exitCode;
    err = args.includes('--json') ? JSON.stringify(failure.document) : failure.lines.join('\n');
  }
  all.push({ args, code, out, err });
}
process.stdout.write = write;
write(JSON.stringify(all), () => process.exit());
