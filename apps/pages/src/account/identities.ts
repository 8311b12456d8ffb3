import type { LinkedIdentity, LinkedIdentityList } from '#libs/client';
import type { Api } from '../kit/api.js';
import { confirmed } from '../kit/dialog.js';
import { button, h } from '../kit/dom.js';
import { List } from '../kit/list.js';
import { attempt, tell } from '../kit/messages.js';
import type { Visitor } from '../kit/page.js';
import { upstreamOffer } from '../kit/upstream.js';

const IDENTITIES = '/v1/auth/identities';

/** The logins at other providers that let one in, and what more could. */
export function identitiesView({ api }: Visitor): HTMLElement {
  const section = h('section', { class: 'card', hidden: true }, h('h2', {}, 'Logins at other providers'));
  const offer = upstreamOffer(api, {
    offers: () => {
      offer.before(identityList(api));
      section.hidden = false;
    },
  });
  section.append(offer);
  return section;
}

function identityList(api: Api): HTMLElement {
  const list = new List<LinkedIdentity>({
    caption: 'Linked logins, the oldest first',
    empty: 'There is none. Log in by one of these to link it.',
    columns: [
      { name: 'Provider', cell: ({ issuer }) => new URL(issuer).host },
      { name: 'There you are', cell: ({ email, subject }) => email ?? subject },
      { name: 'Change', cell: identity => button('Unlink', () => unlink(identity), { class: 'small' }) },
    ],
    load: () => api.read<LinkedIdentityList>(IDENTITIES),
  });

  async function unlink({ id, issuer }: LinkedIdentity): Promise<void> {
    const { host } = new URL(issuer);
    if (!(await confirmed('Unlink this login?', `From then on ${host} does not let you in here.`, 'Unlink'))) return;
    await attempt(async () => {
      await api.change('DELETE', `${IDENTITIES}/${id}`);
      await list.reload();
      tell('It is unlinked.');
    });
  }

  return list.element;
}
