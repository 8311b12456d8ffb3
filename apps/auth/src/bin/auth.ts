/**
 * The operators' command line, run in the environment of the service:
 *
 *     npm run auth -- --help
 */
import 'reflect-metadata';
import { DONE, failureOf } from '../command-line/failure.js';
import { createProgram } from '../command-line/program.js';
import { escapeControls } from '../command-line/report.js';

// Whoever reads the output may stop at any time.
process.stdout.on('error', () => process.exit(DONE));

const asJson = process.argv.includes('--json');

void run();

async function run(): Promise<never> {
  try {
    await createProgram(asJson).parseAsync();
    return process.exit(DONE);
  } catch (error) {
    const { exitCode, lines, document } = await failureOf(error);
    const printed = asJson && document !== undefined ? [escapeControls(JSON.stringify(document))] : lines;
    for (const line of printed) process.stderr.write(`${line}\n`);
    return process.exit(exitCode);
  }
}
