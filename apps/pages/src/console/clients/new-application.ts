import type { CreatedClient } from '#libs/client';
import { filledIn, showOnce } from '../../kit/dialog.js';
import { selectField } from '../../kit/form.js';
import type { Visitor } from '../../kit/page.js';
import { applicationFields } from './application-fields.js';
import { sending } from '../pieces.js';
import { addressOf, go } from '../route.js';

/** Registers an application that people log in with. */
export async function createApplication({ api }: Visitor): Promise<void> {
  const kind = selectField('kind', 'Kind', [
    ['web', 'web: runs on a server'],
    ['browser', 'browser: runs in a page, without a server'],
    ['native', 'native: runs on somebody’s device'],
  ]);
  const { fields, body } = applicationFields();
  let created: CreatedClient | undefined;
  await filledIn({
    title: 'New application',
    text: 'People log in to it with their account here.',
    fields: [kind, ...fields],
    action: 'Make it',
    async submit() {
      const { backchannel_logout_uri: told, logo_uri: logo, ...rest } = body();
      const optional = {
        ...(told !== null && { backchannel_logout_uri: told }),
        ...(logo !== null && { logo_uri: logo }),
      };
      await sending('clients:write', async () => {
        created = await api.change('POST', '/v1/clients', { kind: kind.value, scopes: [], ...rest, ...optional });
      });
    },
  });
  if (created === undefined) return;
  const { client_id, client_secret } = created;
  if (client_secret !== null) {
    await showOnce(
      'The secret of the application',
      `It belongs to ${client_id} and is shown this once.`,
      client_secret,
    );
  }
  go(addressOf('clients', client_id));
}
