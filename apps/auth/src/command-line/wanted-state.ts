import type { Command } from 'commander';
import { assertReadable, command } from './command.js';
import { report, type ReportOptions } from './report.js';

const work = () => import('./work/wanted-state/work.js');

const FORMAT = `
The file says in YAML, or in JSON, which permissions, roles, clients and identity_providers are to be there, in the fields of the API. What it does
not name stays as it is, unless it says \`prune: { roles: true }\` and the like.`;

const ENDINGS = `
It ends with 0 where nothing differs, with 2 where something would change, and with 1 where the file or a change in it would be
refused.`;

/** What is there by a file, for who keeps it beside the code. */
export function addWantedStateCommands(program: Command): void {
  command(program, 'plan <file>', 'Say in what the service differs from a file of roles, permissions and clients')
    .addHelpText('after', FORMAT + ENDINGS)
    .action(async (file: string, options: ReportOptions, self: Command) => {
      await assertReadable(self, file);
      await report(options, async app => (await work()).plan(app, file));
    });
  command(
    program,
    'apply <file>',
    'Make the service as a file says, all of it or nothing; print the secrets of new clients',
  )
    .addHelpText('after', FORMAT)
    .action(async (file: string, options: ReportOptions, self: Command) => {
      await assertReadable(self, file);
      await report(options, async app => (await work()).apply(app, file));
    });
}
