import type { Command } from 'commander';
import { collect, command } from './command.js';
import { report, type ReportOptions } from './report.js';

const work = () => import('./work/clients.js');

interface CreateOptions extends ReportOptions {
  readonly scope: string[];
  readonly audience?: string[];
}

export function addClientCommands(program: Command): void {
  const clients = program.command('clients').description('The accounts of services');
  command(clients, 'create <name>', 'Register a service client, and print its secret')
    .requiredOption('--scope <scope>', 'what its tokens may carry; may be given several times', collect)
    .option('--audience <audience>', 'what its tokens may be meant for; may be given several times', collect)
    .action((name: string, { scope: scopes, audience: audiences, ...options }: CreateOptions) =>
      report(options, async app => (await work()).createClient(app, { name, scopes, ...(audiences && { audiences }) })),
    );
  command(clients, 'check-keys', 'List the clients whose key is not believed any more, and why').action(
    (options: ReportOptions) => report(options, async app => (await work()).checkKeys(app)),
  );
}
