import { type Command, Option } from 'commander';
import type { UserFilter } from '#libs/users';
import { collect, command, wholeNumber } from './command.js';
import { addImportCommands } from './imports.js';
import { report, type ReportOptions } from './report.js';

const work = () => import('./work/users.js');

interface CreateOptions extends ReportOptions {
  readonly role?: string[];
  readonly sendInvitation?: boolean;
}

interface ResetOptions extends ReportOptions {
  readonly sendMail?: boolean;
}

interface ListOptions extends ReportOptions {
  readonly emailPrefix?: string;
  readonly emailContains?: string;
  readonly status?: UserFilter['status'];
  readonly role?: string;
  readonly limit: number;
}

export function addUserCommands(program: Command): void {
  const users = program.command('users').description('The accounts of people');
  command(users, 'create <email>', 'Make an account, and print the token by which a first password is set')
    .option('--role <role>', 'a role beside `user`; may be given several times', collect)
    .option('--send-invitation', 'mail the token to the person as a link, and print none')
    .action((email: string, { role: roles, sendInvitation: send_invitation, ...options }: CreateOptions) =>
      report(options, async app =>
        (await work()).createUser(app, {
          ...{ email, ...(roles && { roles }) },
          ...(send_invitation !== undefined && { send_invitation }),
        }),
      ),
    );
  command(users, 'disable <user>', 'Disable a user: all sessions and tokens are dead at once').action(
    (user: string, options: ReportOptions) =>
      report(options, async app => (await work()).setStatus(app, user, 'disabled')),
  );
  command(users, 'enable <user>', 'Enable a user again').action((user: string, options: ReportOptions) =>
    report(options, async app => (await work()).setStatus(app, user, 'active')),
  );
  command(users, 'show <user>', 'Show a user, with the roles that they have').action(
    (user: string, options: ReportOptions) => report(options, async app => (await work()).showUser(app, user)),
  );
  command(
    users,
    'reset <user>',
    'Print a token by which the user sets a new password; their sessions end when it is used',
  )
    .option('--send-mail', 'mail the token to the user as a link, and print none')
    .action((user: string, { sendMail = false, ...options }: ResetOptions) =>
      report(options, async app => (await work()).resetPassword(app, user, sendMail)),
    );
  addFactorCommands(users);
  command(users, 'delete <user>', 'Delete a user with all that is theirs: there is no way back').action(
    (user: string, options: ReportOptions) => report(options, async app => (await work()).deleteUser(app, user)),
  );
  command(users, 'list', 'List users, newest first')
    .option('--email-prefix <text>', 'only those whose address begins with it')
    .option('--email-contains <text>', 'only those whose address has it somewhere')
    .addOption(new Option('--status <status>', 'only those of this status').choices(['active', 'invited', 'disabled']))
    .option('--role <role>', 'only those who were given this role')
    .option('--limit <number>', 'at most this many', wholeNumber(1, 1000), 50)
    .action(
      ({ emailPrefix: email_prefix, emailContains: email_contains, status, role, limit, ...options }: ListOptions) =>
        report(options, async app =>
          (await work()).listUsers(app, { email_prefix, email_contains, status, role }, limit),
        ),
    );
  addImportCommands(users);
}

function addFactorCommands(users: Command): void {
  command(users, 'factors <user>', 'List the second factors of a user').action((user: string, options: ReportOptions) =>
    report(options, async app => (await import('./work/factors.js')).listFactors(app, user)),
  );
  command(
    users,
    'reset-factors <user>',
    'Remove all second factors of a user who has lost them; their sessions end, and the password is enough again',
  ).action((user: string, options: ReportOptions) =>
    report(options, async app => (await import('./work/factors.js')).resetFactors(app, user)),
  );
}
