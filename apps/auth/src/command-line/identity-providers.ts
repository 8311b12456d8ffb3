import type { Command } from 'commander';
import { assertReadable, collect, collectObjects, command, secretIn } from './command.js';
import { report, type ReportOptions } from './report.js';

const work = () => import('./work/identity-providers.js');

/** Of a list, false: none any more. */
interface ProviderOptions extends ReportOptions {
  readonly clientId?: string;
  readonly clientSecretFile?: string;
  readonly buttonText?: string;
  readonly scope?: string[];
  readonly makesAccounts?: boolean;
  readonly emailDomain?: string[] | false;
  readonly roleMapping?: object[] | false;
  readonly mfaAcrValue?: string[] | false;
  readonly mfaAmrValue?: string[] | false;
  readonly disabled?: boolean;
}

export function addIdentityProviderCommands(program: Command): void {
  const providers = program
    .command('identity-providers')
    .description('Other providers of OpenID Connect by which people log in; <provider> is an id or an issuer');
  command(providers, 'list', 'List the providers, newest first').action((options: ReportOptions) =>
    report(options, async app => (await work()).listProviders(app)),
  );
  command(providers, 'show <provider>', 'Show a provider, without its secret').action(
    (provider: string, options: ReportOptions) =>
      report(options, async app => (await work()).showProvider(app, provider)),
  );
  addChangingCommands(providers);
  for (const [name, enabled, does] of [
    ['enable', true, 'Let people log in by a provider again'],
    ['disable', false, 'Take the button of a provider away; sessions go on'],
  ] as const) {
    command(providers, `${name} <provider>`, does).action((provider: string, options: ReportOptions) =>
      report(options, async app => (await work()).updateProvider(app, provider, { enabled })),
    );
  }
  command(
    providers,
    'delete <provider>',
    'Delete a provider with all that is linked to it; accounts, their roles and their sessions stay',
  ).action((provider: string, options: ReportOptions) =>
    report(options, async app => (await work()).deleteProvider(app, provider)),
  );
}

function addChangingCommands(providers: Command): void {
  const create = command(
    providers,
    'create <issuer>',
    'Make a provider known by its issuer, exactly as it writes it, and print the redirect URI to register there',
  )
    .requiredOption('--client-id <id>', 'what the provider knows this service by')
    .requiredOption('--client-secret-file <file>', 'where its secret for this service is; `-`: what is sent to it')
    .requiredOption('--button-text <text>', 'what people read on the button')
    .option('--disabled', 'show no button yet');
  withDefinition(create).action(async (issuer: string, options: ProviderOptions, self: Command) => {
    const request = { issuer, ...(await requestOf(options, self)), ...(options.disabled && { enabled: false }) };
    await report(options, async app => (await work()).createProvider(app, request));
  });
  const update = command(providers, 'update <provider>', 'Change a provider; what is not said stays. Sessions go on')
    .option('--client-id <id>', 'what the provider knows this service by')
    .option('--client-secret-file <file>', 'where a new secret is; `-`: what is sent to it')
    .option('--button-text <text>', 'what people read on the button');
  withDefinition(update)
    .option('--no-makes-accounts', 'make none')
    .option('--no-email-domain', 'no domain any more')
    .option('--no-role-mapping', 'no rule any more')
    .option('--no-mfa-acr-value', 'no value any more')
    .option('--no-mfa-amr-value', 'no value any more')
    .action(async (provider: string, options: ProviderOptions, self: Command) => {
      const request = await requestOf(options, self);
      await report(options, async app => (await work()).updateProvider(app, provider, request));
    });
}

const withDefinition = (providerCommand: Command): Command =>
  providerCommand
    .option(
      '--scope <scope>',
      'what is asked for, in place of `openid` and `email`; may be given several times',
      collect,
    )
    .option('--makes-accounts', 'make accounts for who comes for the first time, of the domains that are listed')
    .option('--email-domain <domain>', 'a domain of these, in lower case; may be given several times', collect)
    .option(
      '--role-mapping <json>',
      'a rule such as {"claim":"groups","value":"wiki-editors","role":"editor"}; may be given several times',
      collectObjects,
    )
    .option('--mfa-acr-value <value>', 'an `acr` that counts as a second factor; may be given several times', collect)
    .option('--mfa-amr-value <value>', 'the same in `amr`; may be given several times', collect);

async function requestOf(options: ProviderOptions, self: Command): Promise<object> {
  const { clientSecretFile: file, emailDomain, roleMapping, mfaAcrValue, mfaAmrValue } = options;
  if (file !== undefined) await assertReadable(self, file);
  return {
    client_id: options.clientId,
    client_secret: file === undefined ? undefined : await secretIn(file),
    button_text: options.buttonText,
    scopes: options.scope,
    makes_accounts: options.makesAccounts,
    email_domains: listOf(emailDomain),
    role_mapping: listOf(roleMapping),
    mfa_acr_values: listOf(mfaAcrValue),
    mfa_amr_values: listOf(mfaAmrValue),
  };
}

const listOf = <T>(given: T[] | false | undefined): T[] | undefined => (given === false ? [] : given);
