import type { Factor, PasskeyRequest } from '#libs/client';
import { button, h } from './dom.js';
import type { FactorAnswer } from './factor-answer.js';
import { type Field, form, textField } from './form.js';
import { knowsPasskeys, showPasskey } from './passkey.js';

type Method = Factor['method'];

export interface FactorFormOptions {
  /** What the account has. */
  readonly methods: readonly Method[];
  /** Gets what a passkey is to sign. */
  readonly challenge: () => Promise<PasskeyRequest>;
  /** Sends what is shown. What it throws is said in the form. */
  readonly show: (answer: FactorAnswer) => Promise<unknown>;
}

/** The first that the account has is offered first. */
const WAYS: readonly Method[] = ['totp', 'passkey', 'recovery_code'];
const OFFERS: Readonly<Record<Method, string>> = {
  totp: 'Use a code of the app instead',
  passkey: 'Use a passkey instead',
  recovery_code: 'Use a recovery code instead',
};

/** Asks for a second factor: one of those that the account has, and the others at the press of a button. */
export function factorForm(options: FactorFormOptions): HTMLElement {
  const ways = WAYS.filter(way => options.methods.includes(way) && (way !== 'passkey' || knowsPasskeys()));
  const element = h('div', { class: 'factor-form' });

  function offer(chosen: Method): void {
    const others = ways.filter(way => way !== chosen);
    const buttons = others.map(way => button(OFFERS[way], () => change(way), { class: 'quiet' }));
    const actions = h('div', { class: 'actions' }, ...buttons);
    element.replaceChildren(chosen === 'passkey' ? passkeyForm(options) : codeForm(options, chosen), actions);
  }

  function change(way: Method): void {
    offer(way);
    element.querySelector<HTMLElement>('input, button')?.focus();
  }

  // Who has passkeys alone, and a browser that knows none, is told by the other way that there is.
  offer(ways[0] ?? 'recovery_code');
  return element;
}

function codeForm({ show }: FactorFormOptions, method: Method): HTMLElement {
  const code = method === 'totp' ? appCodeField() : recoveryCodeField();
  return form({ fields: [code], action: 'Go on', submit: () => show({ method, code: code.value.trim() }) });
}

function passkeyForm({ challenge, show }: FactorFormOptions): HTMLElement {
  const submit = async (): Promise<unknown> => show({ method: 'passkey', ...(await showPasskey(await challenge())) });
  return form({ fields: [], action: 'Use a passkey', submit });
}

export const appCodeField = (): Field =>
  textField(
    'code',
    'Code',
    { inputmode: 'numeric', autocomplete: 'one-time-code', required: true, maxlength: 7, autofocus: true },
    'The six digits that your authenticator app shows.',
  );

const recoveryCodeField = (): Field =>
  textField(
    'code',
    'Recovery code',
    { required: true, spellcheck: 'false', maxlength: 64, autofocus: true },
    'One of those that you have kept. Each is good once.',
  );
