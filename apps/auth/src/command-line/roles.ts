import type { Command } from 'commander';
import { command, timeOf } from './command.js';
import { report, type ReportOptions } from './report.js';

const work = () => import('./work/roles.js');

interface GrantOptions extends ReportOptions {
  readonly expiresAt?: string;
}

export function addRoleCommands(program: Command): void {
  const roles = program.command('roles').description('Roles, and who has them');
  command(roles, 'list', 'List the roles and what they permit').action((options: ReportOptions) =>
    report(options, async app => (await work()).listRoles(app)),
  );
  command(roles, 'grant <user> <role>', 'Give a user a role; print the roles that the user has then')
    .option('--expires-at <time>', 'until then, such as 2030-01-31T12:00:00Z; without it for good')
    .action(async (user: string, role: string, { expiresAt, ...options }: GrantOptions, self: Command) => {
      const end = expiresAt === undefined ? null : await timeOf(self, '--expires-at', expiresAt);
      await report(options, async app => (await work()).grant(app, user, role, end));
    });
  command(roles, 'revoke <user> <role>', 'Take a role from a user, at once; print the roles that are left').action(
    (user: string, role: string, options: ReportOptions) =>
      report(options, async app => (await work()).revoke(app, user, role)),
  );
}
