import type { Api } from '../kit/api.js';
import { h } from '../kit/dom.js';
import { form, textField } from '../kit/form.js';
import { tell } from '../kit/messages.js';

/** Has a link sent by which a new password is set. Whether there is such an account, nobody is told. */
export function forgottenView(api: Api): HTMLElement {
  const email = textField('email', 'E-mail address', { type: 'email', autocomplete: 'username', required: true });
  async function submit(): Promise<void> {
    await api.change('POST', '/v1/auth/password/forgot', { email: email.value });
    element.reset();
    tell('If there is an account of this address, a mail with a link is on its way to it.');
  }
  const element = form({ fields: [email], action: 'Send me a link', submit });
  return h(
    'section',
    { class: 'card narrow' },
    h('h1', {}, 'Forgotten password'),
    h('p', { class: 'hint' }, 'You are sent a link by which you set a new one. Second factors stay as they are.'),
    element,
    h('p', {}, h('a', { href: '#' }, 'Back to the login')),
  );
}
