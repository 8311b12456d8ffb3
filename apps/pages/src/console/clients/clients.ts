import type { ClientPage, CreatedClient, ServiceClient } from '#libs/client';
import { button, type Child, h } from '../../kit/dom.js';
import { filledIn, showOnce } from '../../kit/dialog.js';
import { areaField, textField } from '../../kit/form.js';
import { List } from '../../kit/list.js';
import type { Visitor } from '../../kit/page.js';
import { moment } from '../../kit/time.js';
import { createApplication } from './new-application.js';
import { badges, status, titled, sending } from '../pieces.js';
import { addressOf, go } from '../route.js';
import { useLines } from './use/use-card.js';

const LIMIT = '25';

export function clientsView(visitor: Visitor): readonly Child[] {
  const { api, may } = visitor;
  const list = new List<ServiceClient>({
    caption: 'Services and applications',
    empty: 'There is no client yet.',
    columns: [
      { name: 'Client', cell: ({ client_id, name }) => h('a', { href: addressOf('clients', client_id) }, name) },
      { name: 'Kind', cell: ({ kind }) => kind },
      { name: 'Status', cell: client => status(client.status) },
      { name: 'Scopes', cell: ({ scopes }) => badges(scopes) },
      { name: 'Since', cell: ({ created_at }) => moment(created_at) },
    ],
    load: cursor => api.read<ClientPage>('/v1/clients', { limit: LIMIT, cursor }),
  });
  return [
    titled('Clients', ...(may('clients:write') ? makers(visitor) : [])),
    h('section', { class: 'card' }, list.element),
  ];
}

const makers = (visitor: Visitor): readonly Child[] => [
  button('New application', () => createApplication(visitor)),
  button('New client', () => create(visitor), { class: 'primary' }),
];

async function create(visitor: Visitor): Promise<void> {
  const name = textField('name', 'Name', { required: true });
  const scopes = areaField(
    'scopes',
    'Scopes',
    '',
    'One a line: revocations:read to check tokens, introspect, or your own, such as orders:read.',
  );
  const audiences = textField('audiences', 'Audiences', {}, 'With commas between; empty: all of them.');
  const key = areaField(
    'public_jwk',
    'Public key',
    '',
    'As JWK, if it proves itself by a key: then it gets no secret.',
  );
  let created: CreatedClient | undefined;
  await filledIn({
    title: 'New client',
    text: 'An account for a service, not for a person.',
    fields: [name, scopes, audiences, key],
    action: 'Make it',
    async submit() {
      const body = {
        name: name.value,
        scopes: scopes.list,
        ...(audiences.list.length > 0 && { audiences: audiences.list }),
        ...(key.value.trim() !== '' && { public_jwk: parsed(key.value) }),
      };
      await sending('clients:write', async () => {
        created = await visitor.api.change('POST', '/v1/clients', body);
      });
    },
  });
  if (created === undefined) return;
  const { client_id, client_secret } = created;
  if (client_secret !== null) {
    const text = `It belongs to ${client_id} and is shown this once.`;
    await showOnce('The secret of the client', text, client_secret, useLines(visitor, created, client_secret));
  }
  go(addressOf('clients', client_id));
}

/** What is not JSON is sent as it is: the service says at the field what is wrong. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
