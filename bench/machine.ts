import { availableParallelism, cpus, totalmem } from 'node:os';

/** Where and how something was measured. */
export interface Circumstances {
  /** The day, UTC. */
  readonly date: string;
  readonly command: string;
  readonly node: string;
  readonly postgres: string;
  readonly platform: string;
  readonly processor: string;
  readonly cores: number;
  /** Gibibytes. */
  readonly memory: number;
}

/**
 * @param postgres its version; empty where nothing was measured on it
 * @param arguments_ what was asked for; where results are written to does not matter
 */
export function circumstances(postgres: string, arguments_: readonly string[]): Circumstances {
  return {
    date: new Date().toISOString().slice(0, 10),
    command: ['npm run bench', ...(arguments_.length > 0 ? ['--', ...arguments_] : [])].join(' '),
    node: process.versions.node,
    postgres,
    platform: `${process.platform}-${process.arch}`,
    processor: cpus()[0]?.model.trim() ?? 'unknown',
    cores: availableParallelism(),
    memory: Math.round(totalmem() / 2 ** 30),
  };
}

/** In a sentence. */
export function sentenceOn({ date, command, node, postgres, cores, memory, processor }: Circumstances): string {
  const server = postgres === '' ? '' : `, PostgreSQL ${postgres}`;
  return `${date}, \`${command}\`: ${cores} cores (${processor}, ${memory} GiB), Node ${node}${server}.`;
}
