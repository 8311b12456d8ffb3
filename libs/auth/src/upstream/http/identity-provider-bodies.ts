import { ROLE_NAME_PATTERN } from '#libs/contracts';
import type { ProviderDefinition, RoleMapping } from '#libs/upstream';
import { unfit } from '../assert-whole.js';
import type { CreateIdentityProvider, UpdateIdentityProvider } from './identity-provider-requests.dto.js';

const FIELDS = ['claim', 'value', 'role'] as const;
const MAX_LENGTHS = { claim: 128, value: 256, role: 63 } as const;

/** What a body says about a provider to be made. @throws DomainError `validation_failed` */
export const wholeDefinition = (
  body: Omit<CreateIdentityProvider, 'issuer' | 'client_secret'>,
): ProviderDefinition => ({
  scopes: ['openid', 'email'],
  makes_accounts: false,
  email_domains: [],
  role_mapping: [],
  mfa_acr_values: [],
  mfa_amr_values: [],
  enabled: true,
  ...{ client_id: body.client_id, button_text: body.button_text },
  ...definitionIn(body),
});

/** What a body says about a provider; what it does not say is absent. @throws DomainError `validation_failed` */
export function definitionIn({
  role_mapping,
  client_secret: _secret,
  ...body
}: UpdateIdentityProvider): Partial<ProviderDefinition> {
  const given: [string, unknown][] = Object.entries(body);
  const said = given.filter(([, value]) => value !== undefined);
  return {
    ...(Object.fromEntries(said) as Partial<Omit<ProviderDefinition, 'role_mapping'>>),
    ...(role_mapping !== undefined && { role_mapping: role_mapping.map(ruleOf) }),
  };
}

function ruleOf(rule: unknown, index: number): RoleMapping {
  const given = typeof rule === 'object' && rule !== null ? new Map<string, unknown>(Object.entries(rule)) : new Map();
  const field = `role_mapping[${index}]`;
  if ([...given.keys()].some(name => !FIELDS.includes(name as (typeof FIELDS)[number])))
    throw unfit(field, 'unknown_field', `${field} has claim, value and role, and nothing else`);
  const [claim = '', value = '', role = ''] = FIELDS.map(name => textOf(given.get(name), `${field}.${name}`, name));
  if (!ROLE_NAME_PATTERN.test(role)) throw unfit(`${field}.role`, 'no_role_name', `${field}.role is no name of a role`);
  return { claim, value, role };
}

function textOf(value: unknown, field: string, name: (typeof FIELDS)[number]): string {
  const isText = typeof value === 'string' && value !== '' && value.length <= MAX_LENGTHS[name];
  if (isText && !value.includes('\0')) return value;
  throw unfit(field, 'is_text', `${field} has to be a text of at most ${MAX_LENGTHS[name]} characters`);
}
