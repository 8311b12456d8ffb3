import { h } from '../kit/dom.js';
import { form, passwordField, textField } from '../kit/form.js';
import { tell } from '../kit/messages.js';
import type { Visitor } from '../kit/page.js';
import { Problem } from '../kit/problem.js';

/** A new password for who knows the old one. */
export function passwordView({ api, me }: Visitor): HTMLElement {
  // For password managers: whose password it is.
  const who = textField('username', 'E-mail address', { autocomplete: 'username', value: me.email, readonly: true });
  who.element.hidden = true;
  const current = passwordField('current_password', 'Current password', 'current-password');
  const next = passwordField(
    'new_password',
    'New password',
    'new-password',
    'A few words in a row are easy to remember.',
  );
  const again = passwordField('again', 'New password again', 'new-password');

  async function submit(): Promise<void> {
    assertSame(next.value, again.value);
    const body = { current_password: current.value, new_password: next.value };
    await api.change('POST', '/v1/auth/password', body);
    element.reset();
    tell('Your password is changed. All your other sessions have ended.');
  }

  const element = form({ fields: [who, current, next, again], action: 'Change password', submit });
  return h('section', { class: 'card' }, h('h2', {}, 'Password'), element);
}

/** @throws Problem at the field `again` */
export function assertSame(first: string, again: string): void {
  if (first === again) return;
  const error = { field: 'again', code: 'differs', message: 'This is not the same as above.' };
  throw new Problem(0, 'differs', 'The two passwords differ.', undefined, [error], undefined);
}
