import type { PasskeyCreation, PasskeyRequest } from '#libs/client';
import { creationOptions, credentialJson, requestOptions } from './passkey-json.js';
import { Problem } from './problem.js';

/** What a passkey has made of a challenge, as the service takes it. */
export interface PasskeyAnswer {
  readonly challenge_id: string;
  readonly credential: unknown;
}

export const knowsPasskeys = (): boolean => typeof PublicKeyCredential === 'function';

/** What is offered in a field just now. Browsers do one thing at a time, so it goes before anything else is asked. */
let offer: AbortController | undefined;

/** @returns aborted when what is offered from now on is withdrawn */
export function beginOffer(): AbortSignal {
  withdrawPasskeys();
  offer = new AbortController();
  return offer.signal;
}

/** Has nothing offered in a field any more: the view is another one, or somebody goes another way. */
export function withdrawPasskeys(): void {
  offer?.abort();
  offer = undefined;
}

/** Asks the browser for a passkey. @throws Problem in words for people, where there is none or it was not unlocked */
export function showPasskey(asked: PasskeyRequest): Promise<PasskeyAnswer> {
  return answered(asked.challenge_id, () => navigator.credentials.get({ publicKey: requestOptions(asked) }));
}

/** Has the browser make one. @throws Problem */
export function makePasskey(asked: PasskeyCreation): Promise<PasskeyAnswer> {
  return answered(asked.challenge_id, () => navigator.credentials.create({ publicKey: creationOptions(asked) }));
}

async function answered(challenge_id: string, ask: () => Promise<Credential | null>): Promise<PasskeyAnswer> {
  withdrawPasskeys();
  try {
    return { challenge_id, credential: credentialJson((await ask()) as PublicKeyCredential) };
  } catch (error) {
    throw new Problem(0, 'no_passkey', titleOf(error), undefined, [], undefined);
  }
}

/** Browsers do not tell whether there is none, or whether somebody did not want to. */
const titleOf = (error: unknown): string =>
  error instanceof DOMException && error.name === 'InvalidStateError'
    ? 'This device has a passkey of this account already.'
    : 'No passkey was used: there is none here, or it was cancelled.';
