import type { ClientSecret, ClientSecretList, CreatedClientSecret } from '#libs/client';
import { button, h } from '../../kit/dom.js';
import { confirmed, showOnce } from '../../kit/dialog.js';
import { List } from '../../kit/list.js';
import { tell } from '../../kit/messages.js';
import type { Visitor } from '../../kit/page.js';
import { moment } from '../../kit/time.js';
import { card, doing } from '../pieces.js';

const NEEDS = 'clients:write';

/** The secrets of a service client: several, so that one can be replaced without a gap. */
export function clientSecretsView({ api, may }: Visitor, client: string): HTMLElement {
  const mayEdit = may(NEEDS);
  const list = new List<ClientSecret>({
    caption: 'Secrets of this client',
    empty: 'This client has no secret.',
    columns: [
      { name: 'Secret', cell: ({ id }) => h('span', { class: 'code' }, id) },
      { name: 'Made', cell: ({ created_at }) => moment(created_at) },
      { name: 'Until', cell: ({ expires_at }) => (expires_at === null ? 'no end' : moment(expires_at)) },
      ...(mayEdit ? [{ name: 'Delete', cell: deleteButton }] : []),
    ],
    load: () => api.read<ClientSecretList>(`${client}/secrets`),
  });

  function deleteButton({ id }: ClientSecret): HTMLElement {
    const remove = async (): Promise<void> => {
      if (!(await confirmed('Delete this secret?', 'Whoever uses it is refused at once.', 'Delete'))) return;
      await doing(NEEDS, async () => {
        await api.change('DELETE', `${client}/secrets/${id}`);
        await list.reload();
        tell('The secret is deleted.');
      });
    };
    return button('Delete', remove, { class: 'small', 'aria-label': `Delete the secret ${id}` });
  }

  const create = (): Promise<void> =>
    doing(NEEDS, async () => {
      const { client_secret } = await api.change<CreatedClientSecret>('POST', `${client}/secrets`, {});
      await showOnce('The new secret', 'It is shown this once.', client_secret);
      await list.reload();
    });

  return card('Secrets', [mayEdit && button('New secret', create)], list.element);
}
