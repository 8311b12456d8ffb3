import type { IdentityProvider, IdentityProviderPage } from '#libs/client';
import { button, type Child, h } from '../../kit/dom.js';
import { filledIn } from '../../kit/dialog.js';
import { textField } from '../../kit/form.js';
import { List } from '../../kit/list.js';
import { tell } from '../../kit/messages.js';
import type { Visitor } from '../../kit/page.js';
import { moment } from '../../kit/time.js';
import { identityProviderFields } from './identity-provider-fields.js';
import { sending, status, titled } from '../pieces.js';
import { addressOf, go } from '../route.js';

const LIMIT = '25';
const NEEDS = 'identity_providers:write';

/** Other providers by which people log in here. */
export function identityProvidersView(visitor: Visitor): readonly Child[] {
  const { api, may } = visitor;
  const list = new List<IdentityProvider>({
    caption: 'Identity providers, newest first',
    empty: 'People log in here by no other provider.',
    columns: [
      {
        name: 'Button',
        cell: ({ id, button_text }) => h('a', { href: addressOf('identity-providers', id) }, button_text),
      },
      { name: 'Issuer', cell: ({ issuer }) => issuer },
      { name: 'Status', cell: ({ enabled }) => status(enabled ? 'active' : 'disabled') },
      { name: 'Since', cell: ({ created_at }) => moment(created_at) },
    ],
    load: cursor => api.read<IdentityProviderPage>('/v1/identity-providers', { limit: LIMIT, cursor }),
  });
  return [
    titled('Identity providers', may(NEEDS) && button('New provider', () => create(visitor), { class: 'primary' })),
    h('section', { class: 'card' }, list.element),
  ];
}

async function create({ api }: Visitor): Promise<void> {
  const issuer = textField(
    'issuer',
    'Issuer',
    { required: true, spellcheck: 'false' },
    'Exactly as the provider writes it, such as https://id.example.org. It never changes.',
  );
  const { fields, body } = identityProviderFields();
  let created: IdentityProvider | undefined;
  await filledIn({
    title: 'New identity provider',
    text: 'People can log in here by it: OpenID Connect.',
    fields: [issuer, ...fields],
    action: 'Make it known',
    async submit() {
      // What it takes depends on what was filled in: the service says it.
      await sending(undefined, async () => {
        created = await api.change('POST', '/v1/identity-providers', { issuer: issuer.value.trim(), ...body() });
      });
    },
  });
  if (created === undefined) return;
  go(addressOf('identity-providers', created.id));
  tell('Now register its redirect URI at the provider.');
}
