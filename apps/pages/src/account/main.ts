import { h } from '../kit/dom.js';
import { Page } from '../kit/page.js';
import { addressView } from './address.js';
import { consentsView } from './consents.js';
import { factorsView } from './factors.js';
import { forgottenView } from './forgotten.js';
import { identitiesView } from './identities.js';
import { LINKS, linkView } from './link.js';
import { newAccountView } from './new-account.js';
import { passwordView } from './password.js';
import { profileView } from './profile.js';
import { sessionsView } from './sessions.js';
import { setPasswordView } from './set-password.js';

/** Permissions that give somebody something to see in the console. */
const CONSOLE = [
  'statistics:read',
  'users:read',
  'roles:read',
  'clients:read',
  'identity_providers:read',
  'audit:read',
];

new Page({
  title: 'Your account',
  links: ({ may }) => [CONSOLE.some(may) && h('a', { href: 'console' }, 'Console')],
  view: visitor => {
    const address = h('span', {}, visitor.me.email);
    const sessions = sessionsView(visitor);
    return [
      h('h1', {}, 'Your account'),
      profileView(visitor, address),
      factorsView(visitor),
      identitiesView(visitor),
      sessions.element,
      consentsView(visitor, () => sessions.reload()),
      passwordView(visitor),
      addressView(visitor, address),
    ];
  },
  open: (api, leave) => {
    // A link of a mail has the token behind it.
    const [, view, token = ''] = location.hash.split('/');
    if (view === 'set-password') return setPasswordView(api, leave, token);
    if (view === 'new-account' && token !== '') return newAccountView(api, leave, token);
    if (view === 'forgot-password') return forgottenView(api);
    const link = LINKS[view ?? ''];
    return link && token !== '' ? linkView(api, leave, link, token) : undefined;
  },
}).start();
