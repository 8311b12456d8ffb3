import type { Factor, FactorList, PasskeyRequest } from '#libs/client';
import type { Api } from './api.js';
import { doneIn, filledIn } from './dialog.js';
import { factorForm } from './factor-form.js';
import { passwordField } from './form.js';
import { upstreamProof } from './upstream.js';

const TITLE = 'Is it you?';

/**
 * Asks anew who is there, for what takes a proof of the last minutes: for a second factor where the account has one, else for the password
 * or a new login at a provider that is linked.
 * The session goes on. @returns whether it was shown
 */
export async function confirmIdentity(api: Api, email: string): Promise<boolean> {
  const { items } = await api.read<FactorList>('/v1/auth/factors');
  if (items.length === 0) return confirmPassword(api, email);
  return doneIn(TITLE, `This needs a second factor of ${email}.`, done =>
    factorForm({
      methods: items.filter(isUsableHere).map(({ method }) => method),
      challenge: () => api.change<PasskeyRequest>('POST', '/v1/auth/step-up/challenge'),
      show: answer => api.stepUp(answer).then(done),
    }),
  );
}

/** A passkey is good on its own domain and the hosts below it. */
const isUsableHere = ({ rp_id }: Factor): boolean =>
  rp_id === null || location.hostname === rp_id || location.hostname.endsWith(`.${rp_id}`);

async function confirmPassword(api: Api, email: string): Promise<boolean> {
  const otherwise = await upstreamProof(api);
  const password = passwordField('current_password', 'Password', 'current-password');
  return filledIn({
    title: TITLE,
    text: `This needs a recent login. Enter the password of ${email} again.`,
    fields: [password],
    action: 'Go on',
    submit: () => api.stepUp({ current_password: password.value }),
    otherwise,
  });
}
