import type { Command } from 'commander';
import { command } from './command.js';
import type { ReportOptions } from './report.js';

export function addDoctorCommand(program: Command): void {
  command(program, 'doctor', 'Check all that the service needs, and say in a line each what is wrong').action(
    async (options: ReportOptions) => (await import('./work/doctor.js')).examine(options),
  );
}
