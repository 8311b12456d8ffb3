import type { BegunLogin } from '#libs/client';
import { Api } from '../kit/api.js';
import { button, h } from '../kit/dom.js';
import { Page } from '../kit/page.js';
import { applicationView } from './application.js';
import { leaveFor } from './leave.js';
import { showNotice } from './notice.js';
import { goOnSilently } from './silent.js';

/** What an application has sent this browser here with. It stays in the address, so that a reload goes on. */
const request = location.search.slice(1);

/** Begins the login that the address is about. What is wrong with it is said. */
async function begin(api: Api): Promise<void> {
  let begun: BegunLogin;
  try {
    begun = await api.change<BegunLogin>('POST', '/v1/auth/interactions', { request });
  } catch (error) {
    return showNotice(
      'This does not work',
      error,
      button('Try again', () => location.reload()),
    );
  }
  const { id, application, answer, silent, login_hint, max_age } = begun;
  if (answer !== undefined) return leaveFor(answer);
  if (id === null || application === null) return;
  if (silent) return goOnSilently(api, id);
  new Page({
    title: 'Log in',
    // Some send names that are no addresses.
    expected: { likely: login_hint?.includes('@') === true ? login_hint : undefined, max_age },
    links: () => [],
    view: ({ api: own, me }) => [applicationView(own, me, { id, application })],
  }).start();
  const name = h('strong', {}, application.name);
  document.querySelector('main')?.before(h('p', { class: 'hint application' }, 'To go on to ', name));
}

// Who comes by themselves has an account to see to.
if (request === '') location.replace('account');
else void begin(new Api());
