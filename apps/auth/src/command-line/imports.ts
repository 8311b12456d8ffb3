import type { Command } from 'commander';
import { assertReadable, collect, command, wholeNumber } from './command.js';
import { report, type ReportOptions } from './report.js';

const conversion = () => import('./convert/write-people.js');

interface ConvertOptions {
  readonly role?: string[];
}

interface Auth0Options extends ConvertOptions {
  readonly hashes?: string;
}

interface FirebaseOptions extends ConvertOptions {
  readonly signerKey: string;
  readonly saltSeparator: string;
  readonly rounds: number;
  readonly memCost: number;
}

/** How people come from another system. */
export function addImportCommands(users: Command): void {
  command(
    users,
    'import <file>',
    'Make an account for each line of JSON in a file, or in what is sent to it for `-`',
  ).action(async (file: string, options: ReportOptions, self: Command) => {
    await assertReadable(self, file);
    await report(options, async app => (await import('./work/imports.js')).importUsers(app, file, options));
  });
  const convert = users.command('convert').description('Write what another system exports as lines for `users import`');
  converting(convert, 'keycloak <files...>', 'The files of an export of a realm, with its users').action(
    async (files: string[], { role }: ConvertOptions, self: Command) => {
      await assertReadable(self, ...files);
      await (await conversion()).writeKeycloak(files, role);
    },
  );
  converting(convert, 'auth0 <file>', 'An export of users as NDJSON')
    .option('--hashes <file>', 'the NDJSON of password hashes, which Auth0 hands out on request')
    .action(async (file: string, { hashes, role }: Auth0Options, self: Command) => {
      await assertReadable(self, file, ...(hashes === undefined ? [] : [hashes]));
      await (await conversion()).writeAuth0(file, hashes, role);
    });
  converting(
    convert,
    'supabase <file>',
    'An export of the table auth.users as CSV, with its names in the first line',
  ).action(async (file: string, { role }: ConvertOptions, self: Command) => {
    await assertReadable(self, file);
    await (await conversion()).writeSupabase(file, role);
  });
  converting(convert, 'django <file>', 'What `dumpdata` writes of the users, and of the groups').action(
    async (file: string, { role }: ConvertOptions, self: Command) => {
      await assertReadable(self, file);
      await (await conversion()).writeDjango(file, role);
    },
  );
  converting(convert, 'firebase <file>', 'What `auth:export` writes as JSON, with the parameters of the project')
    .requiredOption('--signer-key <base64>', 'base64_signer_key')
    .option('--salt-separator <base64>', 'base64_salt_separator', '')
    .requiredOption('--rounds <number>', 'rounds', wholeNumber(1, 120))
    .requiredOption('--mem-cost <number>', 'mem_cost', wholeNumber(1, 20))
    .action(async (file: string, { role, ...options }: FirebaseOptions, self: Command) => {
      await assertReadable(self, file);
      const { signerKey: signer_key, saltSeparator: salt_separator, rounds, memCost: mem_cost } = options;
      await (await conversion()).writeFirebase(file, { signer_key, salt_separator, rounds, mem_cost }, role);
    });
}

const converting = (convert: Command, usage: string, description: string): Command =>
  convert
    .command(usage)
    .description(description)
    .option('--role <theirs=ours>', 'a role for whoever has theirs; may be given several times', collect);
