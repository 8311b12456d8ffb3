import type { PasskeyRequest } from '#libs/client';
import { beginOffer, knowsPasskeys, type PasskeyAnswer } from './passkey.js';
import { credentialJson, requestOptions } from './passkey-json.js';

/** After this share of its life a challenge is replaced: whoever takes a passkey then still has time to unlock it. */
const FRESH = 0.8;
/** Nobody takes a passkey that is refused so often: a program does, and it would go on for ever. */
const MOST_REFUSALS = 5;

/**
 * Has the browser offer passkeys among what it fills in, at a field with the token `webauthn` in `autocomplete` (conditional UI), until
 * somebody takes one that is right, or they are withdrawn. Quiet where that cannot be done: there is a button as well.
 * @param ask gets what is to be signed: once, and anew before it is too old
 * @param use sends what was taken. @returns whether it was right
 */
export async function offerPasskeys(
  ask: () => Promise<PasskeyRequest>,
  use: (answer: PasskeyAnswer) => Promise<boolean>,
): Promise<void> {
  const withdrawn = beginOffer();
  if (!(await canOffer())) return;
  for (let refusals = 0; refusals < MOST_REFUSALS; refusals++) {
    const answer = await taken(ask, withdrawn);
    if (answer === undefined || (await use(answer))) return;
  }
}

async function canOffer(): Promise<boolean> {
  if (!knowsPasskeys() || !('isConditionalMediationAvailable' in PublicKeyCredential)) return false;
  return PublicKeyCredential.isConditionalMediationAvailable();
}

/** Waits, with one challenge after the other. @returns undefined where it was withdrawn, or cannot be done now */
async function taken(ask: () => Promise<PasskeyRequest>, withdrawn: AbortSignal): Promise<PasskeyAnswer | undefined> {
  for (;;) {
    // A page that nobody looks at asks for nothing.
    await visible();
    if (withdrawn.aborted) return undefined;
    const round = new AbortController();
    const end = (): void => round.abort();
    withdrawn.addEventListener('abort', end);
    let timer: number | undefined;
    try {
      const asked = await ask();
      timer = window.setTimeout(end, asked.options.timeout * FRESH);
      const [publicKey, { signal }] = [requestOptions(asked), round];
      const credential = await navigator.credentials.get({ publicKey, mediation: 'conditional', signal });
      return { challenge_id: asked.challenge_id, credential: credentialJson(credential as PublicKeyCredential) };
    } catch {
      // Too old: once more. Anything else will not do better then.
      if (!round.signal.aborted) return undefined;
    } finally {
      clearTimeout(timer);
      withdrawn.removeEventListener('abort', end);
    }
  }
}

async function visible(): Promise<void> {
  while (document.hidden) {
    await new Promise(resolve => document.addEventListener('visibilitychange', resolve, { once: true }));
  }
}
