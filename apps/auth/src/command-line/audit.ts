import { type Command, Option } from 'commander';
import { AUDIT_EVENT_KINDS } from '#libs/contracts';
import { command, wholeNumber } from './command.js';
import { open } from './report.js';
import type { TailOptions } from './work/audit.js';

export function addAuditCommands(program: Command): void {
  const audit = program.command('audit').description('What was done, by whom and to what');
  command(audit, 'tail', 'Print the newest events, the newest of them last; with --json one document a line')
    .addOption(new Option('--kind <kind>', 'only events of this kind').choices(AUDIT_EVENT_KINDS))
    .option('--actor <user>', 'only what this user or service client has done')
    .option('--target <target>', 'only what was done to this: a user, an id, or the name of a role or permission')
    .option(
      '--subject <user>',
      'only what is about this user: what they did, logins among it, and what was done to them',
    )
    .option('--role <role>', 'only who was given this role, and from whom it was taken')
    .option('--ip <address>', 'only what was done from this address')
    .option('--limit <number>', 'how many of those that are there already', wholeNumber(0, 1000), 20)
    .option('--follow', 'go on with what comes, until interrupted')
    .action((options: TailOptions) => open(async app => (await import('./work/audit.js')).tail(app, options)));
}
