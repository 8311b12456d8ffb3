import type { Command } from 'commander';
import { collect, command, timeOf } from './command.js';
import { report, type ReportOptions } from './report.js';

const work = () => import('./work/roles.js');

interface ListOptions extends ReportOptions {
  readonly user?: string;
}

interface CreateOptions extends ReportOptions {
  readonly description?: string;
  readonly permission?: string[];
  readonly include?: string[];
  readonly assign?: string[];
  readonly requiresMfa?: boolean;
}

interface UpdateOptions extends ReportOptions {
  readonly description?: string;
  readonly requiresMfa?: boolean;
}

interface GrantOptions extends ReportOptions {
  readonly expiresAt?: string;
}

export function addRoleCommands(program: Command): void {
  const roles = program.command('roles').description('Roles, and who has them');
  command(roles, 'list', 'List the roles and what they permit, or the roles that a user has')
    .option('--user <user>', 'those that this user was given, and until when')
    .action(({ user, ...options }: ListOptions) => report(options, async app => (await work()).listRoles(app, user)));
  command(roles, 'create <name>', 'Make a role')
    .option('--description <text>', 'what it is for')
    .option('--permission <permission>', 'what it permits; may be given several times', collect)
    .option('--include <role>', 'a role to include; may be given several times', collect)
    .option('--assign <role>', 'a role that members may give and take; may be given several times', collect)
    .option('--requires-mfa', 'it counts only in sessions with a second factor')
    .action((name: string, { permission, include, assign, requiresMfa, description, ...options }: CreateOptions) => {
      const given = { description, permissions: permission, includes: include, assigns: assign };
      return report(options, async app =>
        (await work()).createRole(app, { name, ...given, requires_mfa: requiresMfa }),
      );
    });
  command(roles, 'update <name>', 'Change a role, at once for all who have it')
    .option('--description <text>', 'what it is for')
    .option('--requires-mfa', 'it counts only in sessions with a second factor from now on')
    .option('--no-requires-mfa', 'it counts in every session from now on')
    .action((name: string, { description, requiresMfa: requires_mfa, ...options }: UpdateOptions) =>
      report(options, async app => (await work()).updateRole(app, name, { description, requires_mfa })),
    );
  command(
    roles,
    'grant <user> <role>',
    'Give a user a role, or give it a new end; print the roles that the user has then',
  )
    .option(
      '--expires-at <time>',
      'until then, such as 2030-01-31T12:00:00Z; without it for good, also where the role had an end',
    )
    .action(async (user: string, role: string, { expiresAt, ...options }: GrantOptions, self: Command) => {
      const end = expiresAt === undefined ? null : await timeOf(self, '--expires-at', expiresAt);
      await report(options, async app => (await work()).grant(app, user, role, end));
    });
  command(roles, 'revoke <user> <role>', 'Take a role from a user, at once; print the roles that are left').action(
    (user: string, role: string, options: ReportOptions) =>
      report(options, async app => (await work()).revoke(app, user, role)),
  );
}
