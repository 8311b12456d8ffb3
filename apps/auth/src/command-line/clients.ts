import type { Command } from 'commander';
import { collect, command, jsonObject } from './command.js';
import { report, type ReportOptions } from './report.js';

const work = () => import('./work/clients.js');

interface CreateOptions extends ReportOptions {
  readonly scope: string[];
  readonly audience?: string[];
  readonly publicJwk?: object;
  readonly withSecret?: boolean;
}

export function addClientCommands(program: Command): void {
  const clients = program.command('clients').description('The accounts of services');
  command(clients, 'create <name>', 'Register a service client, and print its secret if it gets one')
    .requiredOption('--scope <scope>', 'what its tokens may carry; may be given several times', collect)
    .option('--audience <audience>', 'what its tokens may be meant for; may be given several times', collect)
    .option('--public-jwk <json>', 'the public key of its assertions; with a key it gets no secret', jsonObject)
    .option('--with-secret', 'make a secret beside the key')
    .action((name: string, options: CreateOptions) =>
      report(options, async app => (await work()).createClient(app, requestOf(name, options))),
    );
  command(clients, 'check-keys', 'List the clients whose key is not believed any more, and why').action(
    (options: ReportOptions) => report(options, async app => (await work()).checkKeys(app)),
  );
}

function requestOf(name: string, { scope: scopes, audience, publicJwk, withSecret }: CreateOptions): object {
  return {
    name,
    scopes,
    ...(audience && { audiences: audience }),
    ...(publicJwk && { public_jwk: publicJwk }),
    ...(withSecret && { with_secret: true }),
  };
}
