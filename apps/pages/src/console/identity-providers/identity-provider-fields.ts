import type { CreateIdentityProvider, IdentityProvider } from '#libs/client';
import { areaField, type FormPart, selectField, textField } from '../../kit/form.js';
import { mappingFields } from './mapping-fields.js';

type Body = Omit<CreateIdentityProvider, 'issuer' | 'client_secret'> & { readonly client_secret?: string };

/** The fields of a provider but for its issuer, which never changes, and what was filled in. */
export function identityProviderFields(provider?: IdentityProvider): { fields: FormPart[]; body: () => Body } {
  const lines = (values: readonly string[] = []): string => values.join('\n');
  const id = textField('client_id', 'Client id', { value: provider?.client_id, required: true, spellcheck: 'false' });
  const secret = textField(
    'client_secret',
    'Client secret',
    { type: 'password', autocomplete: 'new-password', required: provider === undefined },
    provider && 'It is never shown. Empty: it stays as it is.',
  );
  const text = textField('button_text', 'Text of the button', { value: provider?.button_text, required: true });
  const scopes = textField(
    'scopes',
    'Scopes',
    { value: (provider?.scopes ?? ['openid', 'email']).join(' '), spellcheck: 'false' },
    'With spaces between.',
  );
  const accounts = selectField(
    'makes_accounts',
    'Who comes for the first time',
    [
      ['false', 'gets in once they have linked an account'],
      ['true', 'gets an account, if the address is verified'],
    ],
    String(provider?.makes_accounts ?? false),
  );
  const domains = areaField(
    'email_domains',
    'E-mail domains',
    lines(provider?.email_domains),
    'Accounts are made for these alone. One a line, in lower case.',
  );
  const mapping = mappingFields(provider?.role_mapping ?? []);
  const factor = (name: 'acr' | 'amr'): ReturnType<typeof areaField> =>
    areaField(
      `mfa_${name}_values`,
      `Second factor by ${name}`,
      lines(provider?.[`mfa_${name}_values`]),
      `With one of these in ${name}, a login there counts as one with a second factor. One a line.`,
    );
  const [acr, amr] = [factor('acr'), factor('amr')];
  return {
    fields: [id, secret, text, scopes, accounts, domains, mapping, acr, amr],
    body: () => ({
      client_id: id.value.trim(),
      ...(secret.value !== '' && { client_secret: secret.value }),
      button_text: text.value,
      scopes: scopes.words,
      makes_accounts: accounts.value === 'true',
      email_domains: domains.list,
      role_mapping: mapping.rules(),
      mfa_acr_values: acr.words,
      mfa_amr_values: amr.words,
    }),
  };
}
