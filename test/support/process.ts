import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';

export interface RunningProcess {
  readonly child: ChildProcess;
  /** Everything written to stdout and stderr so far. */
  output(): string;
  /** Resolves with the match once the output has one; rejects if the process ends or the time is up before. */
  printed(pattern: RegExp, timeoutMs?: number): Promise<RegExpExecArray>;
  /** Resolves with the exit code; null if a signal ended it. */
  exited(): Promise<number | null>;
}

/** Starts a node program with exactly this environment and PATH. */
export function runNode(args: readonly string[], environment: Record<string, string>): RunningProcess {
  return runProgram([process.execPath, ...args], environment);
}

/** Starts any program likewise. @param cwd its working folder, where that is not this one */
export function runProgram(
  [program, ...args]: readonly [string, ...string[]],
  environment: Record<string, string>,
  cwd = process.cwd(),
): RunningProcess {
  const { PATH = '', HOME = '' } = process.env;
  const child = spawn(program, args, {
    cwd,
    env: { PATH, HOME, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  const onOutput = new Set<() => void>();
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text;
      for (const look of onOutput) look();
    });
  }
  const exit = once(child, 'exit').then(([code]) => code as number | null);
  return {
    child,
    output: () => output,
    exited: () => exit,
    printed: (pattern, timeoutMs = 60_000) =>
      new Promise((resolve, reject) => {
        const finish = (settle: () => void): void => {
          clearTimeout(timer);
          onOutput.delete(look);
          settle();
        };
        const look = (): void => {
          const match = pattern.exec(output);
          if (match !== null) finish(() => resolve(match));
        };
        const fail = (why: string): void =>
          finish(() => reject(new Error(`${why} before it printed ${pattern}:\n${output}`)));
        const timer = setTimeout(() => fail(`${timeoutMs} ms passed`), timeoutMs);
        onOutput.add(look);
        void exit.then(code => fail(`the process ended with ${code}`));
        look();
      }),
  };
}
