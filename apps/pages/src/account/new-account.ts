import type { Api } from '../kit/api.js';
import { h } from '../kit/dom.js';
import { form, passwordField } from '../kit/form.js';
import { tell } from '../kit/messages.js';
import { advised } from '../kit/problem.js';
import { assertSame } from './password.js';

const OVER = 'If you have used it before, log in. If not, register once more.';

/** Where the link of a registration leads: whoever reads the mails to the address chooses the password, and the account is there. */
export function newAccountView(api: Api, leave: () => Promise<void>, token: string): HTMLElement {
  // It does not stay in the address, where others may look over a shoulder, nor in the history.
  history.replaceState(undefined, '', 'account');
  const hint = 'A few words in a row are easy to remember.';
  const password = passwordField('password', 'Password', 'new-password', hint);
  const again = passwordField('again', 'Password again', 'new-password');

  async function submit(): Promise<void> {
    assertSame(password.value, again.value);
    const body = { token, password: password.value };
    await advised('invalid_link', OVER, api.change('POST', '/v1/auth/email/verify', body));
    await leave();
    tell('Your account is there. Log in.');
  }

  return h(
    'section',
    { class: 'card narrow' },
    h('h1', {}, 'Choose your password'),
    h('p', { class: 'hint' }, 'The account is there then. If you did not register here, leave this page.'),
    form({ fields: [password, again], action: 'Make the account', submit }),
    h('p', {}, h('a', { href: '#/' }, 'Do nothing')),
  );
}
