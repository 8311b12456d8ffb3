import { execFile } from 'node:child_process';
import type { TestDatabase } from './database.js';
import { testEnvironment } from './gatehouse.js';
import { runNode, type RunningProcess } from './process.js';

const AUTH = 'dist/programs/auth.js';

/** How a command has ended, and what it said. */
export interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** The operators' commands, in the environment of a service on this database. */
export class CommandLine {
  constructor(private readonly database: TestDatabase) {}

  run(...args: string[]): Promise<Ended> {
    return this.runWith(testEnvironment(this.database), ...args);
  }

  /** The same, with these settings and no others. */
  runWith(settings: Record<string, string>, ...args: string[]): Promise<Ended> {
    return this.send('', settings, args);
  }

  /** Runs a command that is sent something on its standard input. */
  runOn(input: string, ...args: string[]): Promise<Ended> {
    return this.send(input, testEnvironment(this.database), args);
  }

  private send(input: string, settings: Record<string, string>, args: readonly string[]): Promise<Ended> {
    const { PATH = '', HOME = '' } = process.env;
    const env = { PATH, HOME, ...settings };
    return new Promise(resolve => {
      const child = execFile(process.execPath, [AUTH, ...args], { env }, (_error, out, err) =>
        resolve({ code: child.exitCode, out, err }),
      );
      if (input !== '') child.stdin?.end(input);
    });
  }

  /** Runs a command that has to succeed. @returns the document that it prints */
  async json<Document = Record<string, unknown>>(...args: string[]): Promise<Document> {
    const { code, out, err } = await this.run(...args, '--json');
    if (code !== 0) throw new Error(`${args.join(' ')} ended with ${code}: ${err}`);
    return JSON.parse(out) as Document;
  }

  /** Starts a command that goes on until it is ended. */
  start(...args: string[]): RunningProcess {
    return runNode([AUTH, ...args], testEnvironment(this.database));
  }
}
