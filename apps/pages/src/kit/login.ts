import type { PasskeyRequest } from '#libs/client';
import type { Api } from './api.js';
import { button, type Child, h, present } from './dom.js';
import { factorForm } from './factor-form.js';
import { form, passwordField, textField } from './form.js';
import { codeOffer, codeView } from './login-code.js';
import { whileTicketIsGood } from './login-ticket.js';
import { attempt } from './messages.js';
import { offerPasskeys } from './offer-passkeys.js';
import { knowsPasskeys, type PasskeyAnswer, showPasskey, withdrawPasskeys } from './passkey.js';
import { Problem, type SecondStep } from './problem.js';
import { upstreamOffer } from './upstream.js';

export interface Expected {
  /** Who is likely to come: their address is there already, and may be changed. */
  readonly likely?: string | undefined;
  /** How many seconds ago they may have logged in at another provider; absent or null: nothing is demanded of that. */
  readonly max_age?: number | null | undefined;
}

/**
 * The way in.
 * @param notice why one is here, if there is something to say
 * @param expected who comes, and how
 */
export function loginView(
  api: Api,
  notice: string | undefined,
  entered: () => Promise<void>,
  expected: Expected = {},
): HTMLElement {
  const element = h('section', { class: 'card narrow' });

  function begin(notice: string | undefined): void {
    element.replaceChildren(...present(firstStep(api, { notice, ...expected }, entered, goOn, byCode)));
  }

  function byCode(address: string): void {
    withdrawPasskeys();
    element.replaceChildren(...codeView(api, address, { entered, goOn, again }));
    focusFirst(element);
  }

  function goOn(step: SecondStep): void {
    element.replaceChildren(...secondStep(api, step, entered, again));
    focusFirst(element);
  }

  function again(notice: string | undefined): void {
    begin(notice);
    focusFirst(element);
  }

  begin(notice);
  return element;
}

function firstStep(
  api: Api,
  { notice, likely, max_age }: Expected & { notice: string | undefined },
  entered: () => Promise<void>,
  goOn: (step: SecondStep) => void,
  byCode: (address: string) => void,
): readonly Child[] {
  const autocomplete = knowsPasskeys() ? 'username webauthn' : 'username';
  const email = textField('email', 'E-mail address', { type: 'email', autocomplete, required: true, value: likely });
  const password = passwordField('password', 'Password', 'current-password');

  async function submit(): Promise<void> {
    withdrawPasskeys();
    try {
      await api.logIn(email.value, password.value);
    } catch (error) {
      if (error instanceof Problem && error.secondStep !== undefined) return goOn(error.secondStep);
      offerAgain();
      throw error;
    }
    await entered();
  }

  const ask = (): Promise<PasskeyRequest> => api.passkeyLogin();
  const use = async (answer: PasskeyAnswer): Promise<void> => api.logInByPasskey(answer).then(entered);
  const offer = (): void => void offerPasskeys(ask, answer => attempt(() => use(answer)));
  /** Unless another view has come meanwhile: what is offered there is its own matter. */
  const offerAgain = (): void => {
    if (email.element.isConnected) offer();
  };

  async function byPasskey(): Promise<void> {
    withdrawPasskeys();
    if (!(await attempt(async () => use(await showPasskey(await ask()))))) offerAgain();
  }

  offer();
  return [
    h('h1', {}, 'Log in'),
    notice !== undefined && h('p', { class: 'notice', role: 'status' }, notice),
    form({
      fields: [email, password],
      action: 'Log in',
      others: [knowsPasskeys() && button('Use a passkey', byPasskey), codeOffer(api, email, byCode)],
      submit,
    }),
    upstreamOffer(api, { max_age }),
    h('p', { class: 'hint' }, h('a', { href: 'account#/forgot-password' }, 'Forgotten your password?')),
    h(
      'p',
      { class: 'hint' },
      'Invited, or your password was reset? ',
      h('a', { href: 'account#/set-password' }, 'Set a password'),
    ),
  ];
}

/** Asks for the second factor of an account. */
export function secondStep(
  api: Api,
  { login_ticket, methods }: SecondStep,
  entered: () => Promise<void>,
  again: (notice: string | undefined) => void,
): Node[] {
  const back = button('Back', () => again(undefined), { class: 'quiet' });
  return [
    h('h1', {}, 'One more step'),
    h('p', { class: 'hint' }, 'So far it is right. This account has a second factor too.'),
    factorForm({
      methods,
      challenge: () => api.change<PasskeyRequest>('POST', '/v1/auth/login/factor/challenge', { login_ticket }),
      show: answer => whileTicketIsGood(again, () => api.showFactor(login_ticket, answer).then(entered)),
    }),
    h('div', { class: 'actions' }, back),
  ];
}

function focusFirst(element: HTMLElement): void {
  element.querySelector<HTMLElement>('input, form button')?.focus();
}
