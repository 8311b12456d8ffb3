import type { IdentityProvider } from '#libs/client';
import { button, type Child, h } from '../../kit/dom.js';
import { confirmed } from '../../kit/dialog.js';
import { form } from '../../kit/form.js';
import { loaded } from '../../kit/list.js';
import { tell } from '../../kit/messages.js';
import type { Visitor } from '../../kit/page.js';
import { moment } from '../../kit/time.js';
import { identityProviderFields } from './identity-provider-fields.js';
import { above, badges, card, doing, facts, named, sending, status } from '../pieces.js';
import { again, go, seenLast } from '../route.js';

const NEEDS = 'identity_providers:write';

/** One provider: what its word comes to here, and the change of that. */
export function identityProviderView(visitor: Visitor, id: string): readonly Child[] {
  const path = `/v1/identity-providers/${encodeURIComponent(id)}`;
  const mayEdit = visitor.may(NEEDS);
  const about = loaded(
    () => visitor.api.read<IdentityProvider>(path),
    provider => [
      named(provider.button_text, ...(mayEdit ? actions(visitor, path, provider) : [])),
      card('What it is', [], summaryOf(provider)),
      mayEdit && card('Change it', [], editForm(visitor, path, provider)),
    ],
  );
  return [...above('Identity provider', 'Identity providers', 'identity-providers'), about];
}

function summaryOf(provider: IdentityProvider): HTMLElement {
  const { mfa_acr_values, mfa_amr_values } = provider;
  return facts([
    ['Status', status(provider.enabled ? 'active' : 'disabled')],
    ['Issuer', provider.issuer],
    ['Redirect URI', h('span', { class: 'code' }, provider.redirect_uri)],
    ['Client id', h('span', { class: 'code' }, provider.client_id)],
    ['Scopes', badges(provider.scopes)],
    ['Makes accounts', provider.makes_accounts ? badges(provider.email_domains) : 'none'],
    ['Roles by claims', badges(provider.role_mapping.map(({ claim, value, role }) => `${claim} = ${value} → ${role}`))],
    [
      'Second factor',
      badges([...mfa_acr_values.map(value => `acr ${value}`), ...mfa_amr_values.map(value => `amr ${value}`)]),
    ],
    ['Since', moment(provider.created_at)],
    ['Changed', moment(provider.updated_at)],
  ]);
}

/** What is refused here may take more than one permission: the service says which. */
function actions({ api }: Visitor, path: string, provider: IdentityProvider): readonly Child[] {
  const { button_text, version } = provider;

  const enable = (enabled: boolean): Promise<void> =>
    doing(undefined, async () => {
      await api.change('PATCH', path, { enabled }, version);
      again();
      tell(`${button_text} is ${enabled ? 'active' : 'disabled'}.`);
    });

  async function disable(): Promise<void> {
    const text = 'Its button goes from the log-in pages until it is enabled again. Sessions go on.';
    if (await confirmed('Disable this provider?', text, 'Disable')) await enable(false);
  }

  async function remove(): Promise<void> {
    const text = `All logins that are linked to ${button_text} go with it; accounts stay. This cannot be undone.`;
    if (!(await confirmed('Delete this provider?', text, 'Delete'))) return;
    await doing(undefined, async () => {
      await api.change('DELETE', path, undefined, version);
      go(seenLast('identity-providers'));
      tell(`${button_text} is deleted.`);
    });
  }

  return [
    provider.enabled ? button('Disable', disable) : button('Enable', () => enable(true)),
    button('Delete', remove, { class: 'danger' }),
  ];
}

/** Sends what is different: a rule whose role has gone since would keep the rest from being changed. */
function editForm({ api }: Visitor, path: string, provider: IdentityProvider): HTMLElement {
  const { fields, body } = identityProviderFields(provider);
  const before = new Map(Object.entries(body()).map(([name, value]) => [name, JSON.stringify(value)]));
  const submit = (): Promise<void> =>
    sending(undefined, async () => {
      const different = Object.entries(body()).filter(([name, value]) => before.get(name) !== JSON.stringify(value));
      const { button_text } = await api.change<IdentityProvider>(
        'PATCH',
        path,
        Object.fromEntries(different),
        provider.version,
      );
      again();
      tell(`${button_text} is changed.`);
    });
  return form({ fields, action: 'Save', submit });
}
