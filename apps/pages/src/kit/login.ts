import type { Api } from './api.js';
import { h } from './dom.js';
import { filledIn } from './dialog.js';
import { form, passwordField, textField } from './form.js';

/** The way in. @param notice why one is here, if there is something to say */
export function loginView(api: Api, notice: string | undefined, entered: () => Promise<void>): HTMLElement {
  const email = textField('email', 'E-mail address', { type: 'email', autocomplete: 'username', required: true });
  const password = passwordField('password', 'Password', 'current-password');
  const submit = async (): Promise<void> => {
    await api.logIn(email.value, password.value);
    await entered();
  };
  return h(
    'section',
    { class: 'card narrow' },
    h('h1', {}, 'Log in'),
    notice !== undefined && h('p', { class: 'notice', role: 'status' }, notice),
    form({ fields: [email, password], action: 'Log in', submit }),
    h(
      'p',
      { class: 'hint' },
      'Invited, or your password was reset? ',
      h('a', { href: 'account#/set-password' }, 'Set a password'),
    ),
  );
}

/** Asks for the password again, for what takes a login of the last minutes. @returns whether it was given */
export function loginAgain(api: Api, email: string): Promise<boolean> {
  const password = passwordField('password', 'Password', 'current-password');
  return filledIn({
    title: 'Is it you?',
    text: `This needs a recent login. Enter the password of ${email} again.`,
    fields: [password],
    action: 'Go on',
    submit: () => api.logIn(email, password.value),
  });
}
