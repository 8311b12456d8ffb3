import type { AuthenticationResponseJSON } from '@simplewebauthn/server';
import { isAskedByThePageItself } from './client-data.js';
import type { PasskeyChallenge } from './passkey-challenges.js';
import type { SeenSignature, StoredPasskey } from './passkeys.js';
import { webAuthn } from './webauthn-library.js';

/**
 * Verifies an answer to a challenge (WebAuthn Level 3, §7.2), but for the counter: only what is signed can tell that it went back.
 * @throws Error that says what is wrong with it, for the log
 */
export async function verifyAssertion(
  response: AuthenticationResponseJSON,
  { challenge, party }: PasskeyChallenge,
  passkey: StoredPasskey,
): Promise<SeenSignature> {
  const isOwn = await isAskedByThePageItself(response.response.clientDataJSON);
  if (!isOwn) throw new Error('Asked for inside of another page');
  if (passkey.rp_id !== party.id) throw new Error('Made for another relying party');
  const { verifyAuthenticationResponse } = await webAuthn();
  const { verified, authenticationInfo: seen } = await verifyAuthenticationResponse({
    response,
    expectedChallenge: challenge,
    expectedOrigin: party.origin,
    expectedRPID: party.id,
    requireUserVerification: true,
    credential: { id: response.id, publicKey: new Uint8Array(passkey.public_key), counter: 0 },
  });
  if (!verified) throw new Error('Not signed by the key');
  const isEligible = seen.credentialDeviceType === 'multiDevice';
  if (isEligible !== passkey.backup_eligible) throw new Error('Whether it can be backed up has changed');
  return { counter: seen.newCounter, backed_up: seen.credentialBackedUp };
}
