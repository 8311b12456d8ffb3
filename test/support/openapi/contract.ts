/** What is wrong with an exchange, as sentences. */
export interface Judgement {
  /** Of the operation; undefined for what is not in the document. */
  readonly id: string | undefined;
  readonly faults: readonly string[];
  /** Judges the body, or the data of one event, as text. */
  readonly ofBody: (text: string) => readonly string[];
}

export interface SentRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: Headers;
  readonly body: string | undefined;
}

export interface Contract {
  judge(request: SentRequest, response: Response): Judgement | undefined;
  noteExercised(id: string, status: number): void;
}

/** The judges, made outside the sandbox of a test file so that their validators serve all files of a worker. */
export function theContract(): Promise<Contract> {
  const global = globalThis as unknown as Record<symbol, () => Promise<Contract>>;
  const load = global[Symbol.for('gatehouse:contract')];
  if (load === undefined) throw new Error('test/support/runner/environment.js has to be the environment');
  return load();
}
