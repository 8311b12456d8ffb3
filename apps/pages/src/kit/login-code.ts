import type { AuthorizationServerMetadata } from '#libs/client';
import type { Api } from './api.js';
import { button, h } from './dom.js';
import { type Field, form, textField } from './form.js';
import { whileTicketIsGood } from './login-ticket.js';
import { attempt } from './messages.js';
import { Problem, type SecondStep } from './problem.js';

const METADATA = '/.well-known/oauth-authorization-server';

/** Where a login by a code leads. */
export interface CodeLoginEnds {
  readonly entered: () => Promise<void>;
  /** The account has a second factor. */
  readonly goOn: (step: SecondStep) => void;
  /** Back to the beginning. @param notice why, if there is something to say */
  readonly again: (notice?: string) => void;
}

/**
 * Offers to mail a code, where the service does so: the button comes when it has said that it does.
 * @param email the field with the address
 * @param sent is told where the code was sent
 */
export function codeOffer(api: Api, email: Field, sent: (address: string) => void): HTMLElement {
  const place = h('span', {});
  const send = (): Promise<boolean> =>
    attempt(async () => {
      const address = email.value.trim();
      if (!email.control.reportValidity()) return;
      await askForCode(api, address);
      sent(address);
    });
  void offersCodes(api).then(isOn => {
    if (isOn) place.replaceWith(button('Mail me a code', send));
  });
  return place;
}

/** Of what is asked for once: the service counts as well, and has the last word. */
const MOST_TRIES = 5;
const NONE_LEFT =
  'The code was wrong five times, and is good no more. Have another one mailed, or log in with your password.';

/** What is wrong with a code, and how often another one may be tried. */
const wrongCode = (left: number): string =>
  `It has to be the one of the newest mail, and typed where that was asked for. ${left} ${left === 1 ? 'try is' : 'tries are'} left; “Back” has another one mailed.`;

/** Asks for the code that was mailed. */
export function codeView(api: Api, address: string, { entered, goOn, again }: CodeLoginEnds): Node[] {
  const code = textField(
    'code',
    'Code',
    { inputmode: 'numeric', autocomplete: 'one-time-code', required: true, maxlength: 16, autofocus: true },
    'Eight digits, good for ten minutes and in this browser alone.',
  );

  let left = MOST_TRIES;

  async function verify(): Promise<void> {
    try {
      await api.enter('/v1/auth/login/code/verify', { code: code.value });
    } catch (error) {
      if (error instanceof Problem && error.secondStep !== undefined) return goOn(error.secondStep);
      if (!(error instanceof Problem) || error.code !== 'wrong_factor') throw error;
      left -= 1;
      if (left === 0) return again(NONE_LEFT);
      throw error.saying('The code is wrong.', wrongCode(left));
    }
    await entered();
  }

  return [
    h('h1', {}, 'A code by mail'),
    h('p', { class: 'hint' }, `If there is an account of ${address}, a code is on its way to it.`),
    h('p', { class: 'hint' }, 'None comes to an address that is not verified: having a new password set verifies it.'),
    form({
      fields: [code],
      action: 'Log in',
      others: [button('Back', () => again(), { class: 'quiet' })],
      submit: () => whileTicketIsGood(again, verify),
    }),
  ];
}

const askForCode = (api: Api, email: string): Promise<unknown> =>
  api.change('POST', '/v1/auth/login/code', { email, transport: 'cookie' });

/** Whoever cannot be asked offers nothing. */
async function offersCodes(api: Api): Promise<boolean> {
  try {
    return (await api.read<AuthorizationServerMetadata>(METADATA)).email_code === 'on';
  } catch {
    return false;
  }
}
