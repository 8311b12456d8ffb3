import type { Command } from 'commander';
import { command } from './command.js';
import { report, type ReportOptions } from './report.js';

export function addCleanUpCommand(program: Command): void {
  command(program, 'clean-up', 'Remove what has expired, as the service does by itself, and count it').action(
    (options: ReportOptions) => report(options, async app => (await import('./work/clean-up.js')).cleanUp(app)),
  );
}
