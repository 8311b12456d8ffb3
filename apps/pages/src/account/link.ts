import type { Api } from '../kit/api.js';
import { h } from '../kit/dom.js';
import { type Field, form, passwordField } from '../kit/form.js';
import { tell } from '../kit/messages.js';
import { advised, Problem } from '../kit/problem.js';

interface Link {
  readonly path: string;
  readonly title: string;
  readonly text: string;
  readonly action: string;
  readonly done: string;
  /** What to do where it was used already, or is too old. */
  readonly over: string;
  /** What is said beside the field where the service wants the password of the account as well. */
  readonly asked?: string;
}

const NEW_PASSWORD = 'All sessions are over. Set a new password by the mail that is on its way.';

/** What links of mails lead to, by what stands behind the `#`. */
export const LINKS: Readonly<Record<string, Link>> = {
  'verify-email': {
    path: '/v1/auth/email/verify',
    title: 'Is this address yours?',
    text: 'You were sent here by a mail to it.',
    action: 'Yes, it is mine',
    done: 'The address is verified.',
    over: 'If you have used it before, log in. If not, have another one sent.',
    asked: 'Did you have this mail sent? If you did not, leave this page.',
  },
  'confirm-email': {
    path: '/v1/auth/email/confirm',
    title: 'Change your address?',
    text: 'The address to which the mail went becomes that of your account.',
    action: 'Change it',
    done: 'The address is changed.',
    over: 'If you have used it before, log in with the new address. If not, ask for the change once more.',
    asked: 'Did you ask for this change? If you did not, leave this page: the account is not yours.',
  },
  'undo-email': {
    path: '/v1/auth/email/undo',
    title: 'Bring the old address back?',
    text: 'This ends all sessions and takes the password away. A link to set a new one goes to the old address.',
    action: 'Bring it back',
    done: NEW_PASSWORD,
    over: 'If you have used it before, go on by the mail that came then. If three days have passed, ask an administrator.',
  },
  'not-me': {
    path: '/v1/auth/not-me',
    title: 'Was this not you?',
    text: 'This ends all sessions and takes the password away. A link to set a new one goes to your address.',
    action: 'It was not me',
    done: NEW_PASSWORD,
    over: 'If you have used it before, go on by the mail that came then. If not, have your password replaced: “Forgotten your password?” stands below the login.',
  },
};

/** Opening a link changes nothing, since programs that look for harm open all of them: a button posts what is in it. */
export function linkView(api: Api, leave: () => Promise<void>, link: Link, token: string): HTMLElement {
  const { path, title, text, action, done, over, asked = text } = link;
  // It does not stay in the address, where others may look over a shoulder, nor in the history.
  history.replaceState(undefined, '', 'account');
  const password = passwordField('password', 'Password', 'current-password', 'The one of your account.');
  const view = h('section', { class: 'card narrow' });

  async function send(body: object): Promise<void> {
    await advised('invalid_link', over, api.change('POST', path, { token, ...body }));
    await leave();
    tell(done);
  }

  /** Which links need a password as well is known to the service alone. */
  async function sendOrAsk(): Promise<void> {
    try {
      await send({});
    } catch (error) {
      if (!(error instanceof Problem) || error.code !== 'password_required') throw error;
      show(asked, [password], () => send({ password: password.value }));
      password.control.focus();
    }
  }

  function show(hint: string, fields: readonly Field[], submit: () => Promise<void>): void {
    view.replaceChildren(
      h('h1', {}, title),
      h('p', { class: 'hint' }, hint),
      form({ fields, action, submit }),
      h('p', {}, h('a', { href: '#/' }, 'Do nothing')),
    );
  }

  show(text, [], sendOrAsk);
  return view;
}
