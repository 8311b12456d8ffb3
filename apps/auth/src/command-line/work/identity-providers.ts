import type { INestApplicationContext } from '@nestjs/common';
import {
  AskProvider,
  CreateIdentityProvider,
  CreateProvider,
  DeleteProvider,
  providerDefinitionIn,
  UpdateIdentityProvider,
  UpdateProvider,
  wholeProviderDefinition,
} from '#libs/auth';
import { OPERATOR } from '#libs/authority';
import { DomainError } from '#libs/platform';
import { IdentityProviders, type IdentityProvider, type ProviderRecord, toProvider } from '#libs/upstream';
import type { Report } from '../report.js';
import { isId } from './find-user.js';
import { validated } from './validated.js';

/** There may be no more. */
const MOST_PROVIDERS = 100;

export async function listProviders(app: INestApplicationContext): Promise<Report> {
  const providers = await allProviders(app);
  return { document: { items: providers.map(record => shown(app, record)) }, lines: providers.map(lineOf) };
}

export async function showProvider(app: INestApplicationContext, provider: string): Promise<Report> {
  return reportOf(app, await find(app, provider));
}

export async function createProvider(app: INestApplicationContext, request: object): Promise<Report> {
  const { issuer, client_secret, ...definition } = await validated(CreateIdentityProvider, request);
  const whole = wholeProviderDefinition(definition);
  return reportOf(app, await app.get(CreateProvider).execute(OPERATOR, issuer, client_secret, whole));
}

export async function updateProvider(app: INestApplicationContext, provider: string, request: object): Promise<Report> {
  const body = await validated(UpdateIdentityProvider, request);
  const { id } = await find(app, provider);
  const secret = body.client_secret;
  const change = { definition: providerDefinitionIn(body), ...(secret !== undefined && { secret }) };
  return reportOf(app, await app.get(UpdateProvider).execute(OPERATOR, id, change, undefined));
}

export async function deleteProvider(app: INestApplicationContext, provider: string): Promise<Report> {
  const { id, issuer } = await find(app, provider);
  await app.get(DeleteProvider).execute(OPERATOR, id, undefined);
  return { document: { id, issuer }, lines: [`The provider ${issuer} is deleted.`] };
}

const allProviders = (app: INestApplicationContext): Promise<ProviderRecord[]> =>
  app.get(IdentityProviders).list({ after: undefined, limit: MOST_PROVIDERS });

/** @throws DomainError `identity_provider_not_found` */
async function find(app: INestApplicationContext, idOrIssuer: string): Promise<ProviderRecord> {
  if (isId(idOrIssuer)) return app.get(IdentityProviders).get(idOrIssuer.toLowerCase());
  const found = (await allProviders(app)).find(({ issuer }) => issuer === idOrIssuer);
  if (found === undefined) throw new DomainError('identity_provider_not_found');
  return found;
}

const shown = (app: INestApplicationContext, record: ProviderRecord): IdentityProvider =>
  toProvider(record, app.get(AskProvider).redirectUriOf(record.id));

const lineOf = ({ id, enabled, issuer, button_text }: ProviderRecord): string =>
  `${id} ${enabled ? 'enabled ' : 'disabled'} ${issuer} ${button_text}`;

function reportOf(app: INestApplicationContext, record: ProviderRecord): Report {
  const document = shown(app, record);
  const { client_id, redirect_uri, scopes, makes_accounts, email_domains, role_mapping } = document;
  const facts: [name: string, values: readonly string[]][] = [
    ['redirect_uri', [redirect_uri]],
    ['client_id', [client_id]],
    ['scopes', scopes],
    ['makes_accounts', [String(makes_accounts)]],
    ['email_domains', email_domains],
    ...role_mapping.map(({ claim, value, role }): [string, string[]] => [
      'role_mapping',
      [JSON.stringify({ claim, value, role })],
    ]),
    ['mfa_acr_values', document.mfa_acr_values],
    ['mfa_amr_values', document.mfa_amr_values],
  ];
  const said = facts.filter(([, values]) => values.length > 0);
  return {
    document,
    lines: [lineOf(record), ...said.map(([name, values]) => `  ${name.padEnd(15)}${values.join(' ')}`)],
  };
}
