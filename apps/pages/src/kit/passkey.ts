import type { PasskeyCreation, PasskeyRequest } from '#libs/client';
import { Problem } from './problem.js';

/** What a passkey has made of a challenge, as the service takes it. */
export interface PasskeyAnswer {
  readonly challenge_id: string;
  readonly credential: unknown;
}

/** Browsers that know passkeys but not their form in JSON are too old to be served apart. */
export const knowsPasskeys = (): boolean =>
  typeof PublicKeyCredential === 'function' && 'parseRequestOptionsFromJSON' in PublicKeyCredential;

/** Asks the browser for a passkey. @throws Problem in words for people, where there is none or it was not unlocked */
export function showPasskey({ challenge_id, options }: PasskeyRequest): Promise<PasskeyAnswer> {
  const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(options);
  return answered(challenge_id, () => navigator.credentials.get({ publicKey }));
}

/** Has the browser make one. @throws Problem */
export function makePasskey({ challenge_id, options }: PasskeyCreation): Promise<PasskeyAnswer> {
  const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON(options);
  return answered(challenge_id, () => navigator.credentials.create({ publicKey }));
}

async function answered(challenge_id: string, ask: () => Promise<Credential | null>): Promise<PasskeyAnswer> {
  try {
    return { challenge_id, credential: ((await ask()) as PublicKeyCredential).toJSON() };
  } catch (error) {
    throw new Problem(0, 'no_passkey', titleOf(error), undefined, [], undefined);
  }
}

/** Browsers do not tell whether there is none, or whether somebody did not want to. */
const titleOf = (error: unknown): string =>
  error instanceof DOMException && error.name === 'InvalidStateError'
    ? 'This device has a passkey of this account already.'
    : 'No passkey was used: there is none here, or it was cancelled.';
