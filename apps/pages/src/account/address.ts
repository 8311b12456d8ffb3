import type { Me } from '#libs/client';
import { h } from '../kit/dom.js';
import { form, passwordField, textField } from '../kit/form.js';
import { tell } from '../kit/messages.js';
import type { Visitor } from '../kit/page.js';

/**
 * Another address for who knows the password. It counts once the link that is sent to it was used; where there are no mails, at once.
 * @param shown where the address of the account stands
 */
export function addressView({ api }: Visitor, shown: HTMLElement): HTMLElement {
  const email = textField('email', 'New address', { type: 'email', autocomplete: 'email', required: true });
  const password = passwordField('current_password', 'Your password', 'current-password');

  async function submit(): Promise<void> {
    const asked = email.value.trim();
    await api.change('POST', '/v1/auth/email', { email: asked, current_password: password.value });
    element.reset();
    // The answer is the same whoever has the address: what came of it is seen by one's own.
    const { email: own } = await api.read<Me>('/v1/auth/me');
    const isChanged = own !== shown.textContent;
    shown.textContent = own;
    tell(isChanged ? 'Your address is changed.' : toldOf(asked));
  }

  const element = form({ fields: [email, password], action: 'Change address', submit });
  const hint = 'You log in with it once you have shown that it is yours, by the link in a mail to it.';
  return h('section', { class: 'card' }, h('h2', {}, 'Change your address'), h('p', { class: 'hint' }, hint), element);
}

const toldOf = (address: string): string =>
  `Look into the mailbox of ${address}: your address changes once you have used the link that is sent there.`;
