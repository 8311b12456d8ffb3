import { ConfigurationError } from '#libs/platform';

/** What a process does from its start to its end. */
export interface Program {
  /** Becomes ready. Rejects with what no waiting can mend, now or later. */
  run(): Promise<void>;
  /** Turns not ready, and goes on serving until that has been seen. */
  drain(): Promise<void>;
  /** Finishes what is in flight, and lets go of everything. */
  stop(): Promise<void>;
}

/** Longer than anything takes that is bounded: connections are dropped before, and the database is let go of. */
const FORCED_EXIT_MS = 20_000;

/** Why this process cannot go on, where another one has told the reason already. */
export class ToldAlready extends Error {}

/** @param stop has the process end in order; not to be called before this returns, and then as often as one likes */
type Start = (stop: () => void) => Promise<Program>;

/** The process of one program: it ends with that. */
export class ProgramProcess {
  private readonly starting: Promise<Program>;
  private isStopping = false;

  private constructor(start: Start) {
    this.starting = start(() => this.stop());
    this.starting.then(program => program.run()).catch((error: unknown) => this.endWith(error));
  }

  static begin(start: Start): void {
    // Nobody ends for want of an output, whose reader may be gone and whose disk full: the embedded database would be left behind.
    for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);
    new ProgramProcess(start);
  }

  /**
   * Waits for a start that is under way, and undoes it in order. Another signal hurries nothing: npm hands on what the
   * terminal has sent already, and the end is bounded.
   */
  private stop(): void {
    if (this.isStopping) return;
    this.isStopping = true;
    this.starting.then(leave).then(() => process.exit(0), fail);
  }

  /** What no waiting can mend. The abort of a start by a signal is no error. */
  private async endWith(error: unknown): Promise<void> {
    if (this.isStopping) return;
    await this.starting.then(program => program.stop()).catch(() => undefined);
    fail(error);
  }
}

async function leave(program: Program): Promise<void> {
  await program.drain();
  // Whatever hangs must not keep the process from going.
  setTimeout(() => fail(new Error(`not stopped within ${FORCED_EXIT_MS / 1000} s`)), FORCED_EXIT_MS).unref();
  await program.stop();
}

function fail(error: unknown): never {
  if (!(error instanceof ToldAlready)) process.stderr.write(`${reasonOf(error)}\n`);
  process.exit(1);
}

function reasonOf(error: unknown): string {
  if (error instanceof ConfigurationError) return error.message;
  const { code } = error as NodeJS.ErrnoException;
  if (code === 'EADDRINUSE') return 'Gatehouse cannot listen: the port is taken. Set PORT to another one.';
  return `Gatehouse stopped: ${error instanceof Error ? error.stack : String(error)}`;
}
