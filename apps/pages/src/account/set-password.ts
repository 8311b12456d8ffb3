import type { Api } from '../kit/api.js';
import { h } from '../kit/dom.js';
import { form, passwordField, textField } from '../kit/form.js';
import { advised } from '../kit/problem.js';
import { assertSame } from './password.js';

const OVER =
  'Have another one sent: “Forgotten your password?” stands below the login. If you were invited, ask who invited you.';

/**
 * The way in for who was invited or has lost the password: a token that an administrator passed on, or a link of a mail, good once.
 * @param sent the token of the link; empty: it is to be pasted
 */
export function setPasswordView(api: Api, leave: () => Promise<void>, sent: string): HTMLElement {
  const token = textField('token', 'Token', { required: true, spellcheck: 'false' }, 'As it was passed on to you.');
  if (sent !== '') {
    token.control.value = sent;
    // It does not stay in the address, where others may look over a shoulder, nor in the history.
    history.replaceState(undefined, '', 'account#/set-password');
  }
  const password = passwordField(
    'password',
    'New password',
    'new-password',
    'A few words in a row are easy to remember.',
  );
  const again = passwordField('again', 'New password again', 'new-password');

  async function submit(): Promise<void> {
    assertSame(password.value, again.value);
    const body = { token: token.value.trim(), password: password.value };
    await advised('invalid_password_token', OVER, api.change('POST', '/v1/auth/password/set', body));
    history.replaceState(undefined, '', 'account');
    await leave();
  }

  return h(
    'section',
    { class: 'card narrow' },
    h('h1', {}, 'Set your password'),
    h('p', { class: 'hint' }, 'This ends all your sessions. You log in with the new password afterwards.'),
    form({ fields: [token, password, again], action: 'Set password', submit }),
    h('p', {}, h('a', { href: '#' }, 'Back to the login')),
  );
}
