import type { AllowedApplication, ConsentList } from '#libs/client';
import { confirmed } from '../kit/dialog.js';
import { button, h } from '../kit/dom.js';
import { List } from '../kit/list.js';
import { attempt, tell } from '../kit/messages.js';
import type { Visitor } from '../kit/page.js';
import { SCOPES } from '../kit/scopes.js';
import { moment } from '../kit/time.js';

/** Which applications one has let in, and the end of that. @param changed sessions may have ended */
export function consentsView({ api }: Visitor, changed: () => Promise<void>): HTMLElement {
  const list = new List<AllowedApplication>({
    caption: 'Applications that you have let in, newest first',
    empty: 'You have let in no application.',
    columns: [
      { name: 'Application', cell: ({ name }) => h('strong', {}, name) },
      { name: 'Gets to know', cell: ({ scopes }) => h('ul', {}, ...scopes.map(scope => h('li', {}, SCOPES[scope]))) },
      { name: 'Allowed', cell: ({ granted_at }) => moment(granted_at) },
      { name: 'End', cell: consent => withdrawButton(consent) },
    ],
    load: () => api.read<ConsentList>('/v1/auth/consents'),
  });

  function withdrawButton({ client_id, name }: AllowedApplication): HTMLElement {
    async function withdraw(): Promise<void> {
      const text = `You are logged out there at once, and ${name} asks you again before it gets to know anything.`;
      if (!(await confirmed(`Take back what ${name} may?`, text, 'Take back'))) return;
      await attempt(async () => {
        await api.change('DELETE', `/v1/auth/consents/${client_id}`);
        await Promise.all([list.reload(), changed()]);
        tell(`${name} may know nothing any more.`);
      });
    }
    return button('Take back', withdraw, { class: 'small', 'aria-label': `Take back what ${name} may` });
  }

  return h('section', { class: 'card' }, h('h2', {}, 'Applications'), list.element);
}
