import type { AddedFactor, TotpToConfirm } from '#libs/client';
import type { Api } from '../kit/api.js';
import { doneIn, filledIn } from '../kit/dialog.js';
import { h } from '../kit/dom.js';
import { appCodeField } from '../kit/factor-form.js';
import { form, passwordField, textField } from '../kit/form.js';
import { qrCode } from './qr-code.js';

const TITLE = 'Add an authenticator app';
const TOTP = '/v1/auth/factors/totp';

/** Asks for the password, shows the secret, and asks for the first code. @returns undefined where it was given up */
export async function enrolApp(api: Api, email: string): Promise<AddedFactor | undefined> {
  const begun = await begin(api, email);
  return begun && (await confirm(api, begun));
}

async function begin(api: Api, email: string): Promise<TotpToConfirm | undefined> {
  const password = passwordField('current_password', 'Password', 'current-password');
  const name = textField('name', 'Name', { value: 'Authenticator app', required: true, maxlength: 64 });
  let begun: TotpToConfirm | undefined;
  await filledIn({
    title: TITLE,
    text: `It takes the place of the one that you have. Enter the password of ${email} first.`,
    fields: [password, name],
    action: 'Go on',
    async submit() {
      const body = { current_password: password.value, name: name.value.trim() };
      begun = await api.change<TotpToConfirm>('POST', TOTP, body);
    },
  });
  return begun;
}

async function confirm(api: Api, { id, secret, otpauth_uri }: TotpToConfirm): Promise<AddedFactor | undefined> {
  const code = appCodeField();
  let added: AddedFactor | undefined;
  const text = 'Scan this with the app, or type the key into it. Then enter the code that it shows.';
  await doneIn(TITLE, text, done => {
    async function submit(): Promise<void> {
      added = await api.change<AddedFactor>('POST', `${TOTP}/confirm`, { id, code: code.value.trim() });
      done();
    }
    return h(
      'div',
      { class: 'enrolment' },
      qrCode(otpauth_uri, 'QR code for the app'),
      h('p', {}, 'Key: ', h('span', { class: 'code key' }, inGroups(secret))),
      form({ fields: [code], action: 'Confirm', submit }),
    );
  });
  return added;
}

/** As people read it. Apps pass over the spaces. */
const inGroups = (secret: string): string => secret.replace(/.{4}(?=.)/g, '$& ');
