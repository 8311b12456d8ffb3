/**
 * The operators' command line, run in the environment of the service:
 *
 *     npm run auth -- --help
 */
import 'reflect-metadata';
import { DONE, failureOf } from '../command-line/failure.js';
import { createProgram } from '../command-line/program.js';

// Whoever reads the output may stop at any time.
process.stdout.on('error', () => process.exit(DONE));

try {
  await createProgram().parseAsync();
  process.exit(DONE);
} catch (error) {
  const { exitCode, lines } = await failureOf(error);
  for (const line of lines) process.stderr.write(`${line}\n`);
  process.exit(exitCode);
}
