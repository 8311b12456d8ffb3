import { h } from '../kit/dom.js';
import { Page } from '../kit/page.js';
import { passwordView } from './password.js';
import { profileView } from './profile.js';
import { sessionsView } from './sessions.js';
import { setPasswordView } from './set-password.js';

/** Permissions that give somebody something to see in the console. */
const CONSOLE = ['users:read', 'roles:read', 'clients:read', 'audit:read'];

new Page({
  title: 'Your account',
  links: ({ may }) => [CONSOLE.some(may) && h('a', { href: 'console' }, 'Console')],
  view: visitor => [h('h1', {}, 'Your account'), profileView(visitor), sessionsView(visitor), passwordView(visitor)],
  open: (api, leave) => {
    // A link of a mail has the token behind it.
    const [, view, token = ''] = location.hash.split('/');
    return view === 'set-password' ? setPasswordView(api, leave, token) : undefined;
  },
}).start();
