import type { Command } from 'commander';
import { command } from './command.js';
import { report, type ReportOptions } from './report.js';

export function addSessionCommands(program: Command): void {
  const sessions = program.command('sessions').description('The logins of users');
  command(sessions, 'revoke <user> [session]', 'End one session of a user, or all: tokens are dead at once').action(
    (user: string, session: string | undefined, options: ReportOptions) =>
      report(options, async app => (await import('./work/sessions.js')).revoke(app, user, session)),
  );
}
