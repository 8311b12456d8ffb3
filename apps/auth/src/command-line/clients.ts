import { type Command, Option } from 'commander';
import { collect, command, jsonObject } from './command.js';
import { report, type ReportOptions } from './report.js';

const work = () => import('./work/clients.js');

/** What is said of a client. Of what may be taken away, false: none any more. */
interface ClientOptions extends ReportOptions {
  readonly scope?: string[] | false;
  readonly audience?: string[] | false;
  readonly redirectUri?: string[] | false;
  readonly postLogoutRedirectUri?: string[] | false;
  readonly backchannelLogoutUri?: string | false;
  readonly backchannelLogoutSessionRequired?: boolean;
  readonly logoUri?: string | false;
  readonly firstParty?: boolean;
  readonly requirePushedAuthorizationRequests?: boolean;
  readonly deviceGrant?: boolean;
  readonly publicJwk?: object | false;
}

interface CreateOptions extends ClientOptions {
  readonly kind?: string;
  readonly withSecret?: boolean;
}

interface ListOptions extends ReportOptions {
  readonly kind?: string;
  readonly scope?: string;
  readonly nameContains?: string;
}

export function addClientCommands(program: Command): void {
  const clients = program
    .command('clients')
    .description('The accounts of services, and applications that people log in with; <client> is an id or a name');
  addReadingCommands(clients);
  addChangingCommands(clients);
  command(clients, 'check-keys', 'List the clients whose key is not believed any more, and why').action(
    (options: ReportOptions) => report(options, async app => (await work()).checkKeys(app)),
  );
}

function addReadingCommands(clients: Command): void {
  command(clients, 'list', 'List the clients, newest first')
    .addOption(new Option('--kind <kind>', 'only those of this kind').choices(['service', 'web', 'native', 'browser']))
    .option('--scope <scope>', 'only those that may have it')
    .option('--name-contains <text>', 'only those whose name has this in it, wherever')
    .action(({ kind, scope, nameContains, ...options }: ListOptions) =>
      report(options, async app => (await work()).listClients(app, { kind, scope, name_contains: nameContains })),
    );
  command(clients, 'show <client>', 'Show a client, without its secrets').action(
    (client: string, options: ReportOptions) => report(options, async app => (await work()).showClient(app, client)),
  );
}

function addChangingCommands(clients: Command): void {
  const create = command(clients, 'create <name>', 'Register a client, and print its secret if it gets one').option(
    '--kind <kind>',
    'service, which it is if nothing is said, or an application: web, native, browser',
  );
  withDefinition(create)
    .option('--no-device-grant', 'do not, though it is native')
    .option('--with-secret', 'make a secret beside the key')
    .action((name: string, options: CreateOptions, self: Command) => {
      const { kind = 'service', scope, withSecret } = options;
      if (kind === 'service' && scope === undefined) self.error('error: a service takes --scope <scope>');
      const request = { ...definitionOf(options), name, kind, ...(withSecret && { with_secret: true }) };
      return report(options, async app => (await work()).createClient(app, request));
    });
  const update = command(
    clients,
    'update <client>',
    'Change a client; what is not said stays. Its tokens are outdated at once',
  ).option('--name <name>', 'as people tell it from others by');
  withoutDefinition(withDefinition(update)).action(
    (client: string, { name, ...options }: ClientOptions & { readonly name?: string }) =>
      report(options, async app => (await work()).updateClient(app, client, { ...definitionOf(options), name })),
  );
  for (const [name, status, does] of [
    ['enable', 'active', 'Let a client get tokens again'],
    ['disable', 'disabled', 'Give a client no tokens any more; those that it has are dead at once'],
  ] as const) {
    command(clients, `${name} <client>`, does).action((client: string, options: ReportOptions) =>
      report(options, async app => (await work()).updateClient(app, client, { status })),
    );
  }
}

const withDefinition = (clientCommand: Command): Command =>
  clientCommand
    .option('--scope <scope>', 'what the tokens of a service may carry; may be given several times', collect)
    .option('--audience <audience>', 'what its tokens may be meant for; may be given several times', collect)
    .option('--public-jwk <json>', 'the public key of its assertions; with a key it gets no secret', jsonObject)
    .option('--redirect-uri <uri>', 'where a login may end; may be given several times', collect)
    .option('--post-logout-redirect-uri <uri>', 'where a logout may end; may be given several times', collect)
    .option('--backchannel-logout-uri <uri>', 'where it is told that a session is over')
    .option('--backchannel-logout-session-required', 'it needs to be told which session that is')
    .option('--logo-uri <uri>', 'a picture by which people know it')
    .option('--first-party', 'trust it: nobody is asked for consent')
    .option('--require-pushed-authorization-requests', 'have it push what it asks for (RFC 9126)')
    .option('--device-grant', 'let people allow it on another device (RFC 8628), as native ones may anyhow');

const withoutDefinition = (clientCommand: Command): Command =>
  clientCommand
    .option('--no-scope', 'no scope any more')
    .option('--no-audience', 'of a service the configured audiences, of an application none')
    .option('--no-public-jwk', 'no key any more')
    .option('--no-redirect-uri', 'no address any more')
    .option('--no-post-logout-redirect-uri', 'no address any more')
    .option('--no-backchannel-logout-uri', 'it is not told any more')
    .option('--no-backchannel-logout-session-required', 'it needs not be told which session')
    .option('--no-logo-uri', 'no picture any more')
    .option('--no-first-party', 'people are asked for consent; its sessions end')
    .option('--no-require-pushed-authorization-requests', 'it need not push')
    .option('--no-device-grant', 'no other device any more');

/** As the API takes it; undefined where nothing is said. */
const definitionOf = (options: ClientOptions): object => ({
  scopes: listOf(options.scope),
  audiences: orNull(options.audience),
  public_jwk: orNull(options.publicJwk),
  redirect_uris: listOf(options.redirectUri),
  post_logout_redirect_uris: listOf(options.postLogoutRedirectUri),
  backchannel_logout_uri: orNull(options.backchannelLogoutUri),
  backchannel_logout_session_required: options.backchannelLogoutSessionRequired,
  logo_uri: orNull(options.logoUri),
  first_party: options.firstParty,
  require_pushed_authorization_requests: options.requirePushedAuthorizationRequests,
  device_grant: options.deviceGrant,
});

const listOf = <T>(given: T[] | false | undefined): T[] | undefined => (given === false ? [] : given);

const orNull = <T>(given: T | false | undefined): T | null | undefined => (given === false ? null : given);
