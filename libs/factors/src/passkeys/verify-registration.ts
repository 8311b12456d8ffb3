import { ALGORITHMS } from './algorithms.js';
import { isAskedByThePageItself } from './client-data.js';
import type { PasskeyChallenge } from './passkey-challenges.js';
import type { NewPasskey } from './passkeys.js';
import { webAuthn, webAuthnHelpers } from './webauthn-library.js';
import { readRegistration, type SentCredential } from './webauthn-text.js';

/** RSA with 4096 bits takes half of it. What is longer would keep us busy at each login. */
const MOST_KEY_BYTES = 1024;
/** WebAuthn Level 3, §5.8.3. */
const MOST_CREDENTIAL_ID_BYTES = 1023;

/** What an authenticator has made; whose it is and how it is called is for others to say. */
export type MadePasskey = Omit<NewPasskey, 'user_id' | 'name'>;

/**
 * Verifies what an authenticator has made of a challenge (WebAuthn Level 3, §7.1).
 * @returns undefined for what is no credential
 * @throws Error that says what is wrong with it, for the log
 */
export async function verifyRegistration(
  credential: SentCredential,
  { challenge, party }: PasskeyChallenge,
): Promise<MadePasskey | undefined> {
  const response = readRegistration(credential);
  if (response === undefined) return undefined;
  const isOwn = await isAskedByThePageItself(response.response.clientDataJSON);
  if (!isOwn) throw new Error('Asked for inside of another page');
  await assertAttestsNothing(response.response.attestationObject);
  const { verifyRegistrationResponse } = await webAuthn();
  const { registrationInfo: made } = await verifyRegistrationResponse({
    response,
    expectedChallenge: challenge,
    expectedOrigin: party.origin,
    expectedRPID: party.id,
    requireUserVerification: true,
    supportedAlgorithmIDs: [...ALGORITHMS],
  });
  if (made === undefined) throw new Error('The attestation is not signed by the key');
  const credential_id = Buffer.from(made.credential.id, 'base64url');
  const public_key = Buffer.from(made.credential.publicKey);
  if (made.credential.id !== response.id) throw new Error('Two ids for one credential');
  if (credential_id.length > MOST_CREDENTIAL_ID_BYTES) throw new Error('The id is too long');
  if (public_key.length > MOST_KEY_BYTES) throw new Error('The key is too long');
  return {
    ...{ credential_id, public_key, counter: made.credential.counter, aaguid: made.aaguid, rp_id: party.id },
    transports: response.response.transports ?? [],
    backup_eligible: made.credentialDeviceType === 'multiDevice',
    backed_up: made.credentialBackedUp,
  };
}

/**
 * No attestation was asked for. The one that comes all the same without an intermediary is made with the credential's own key
 * (§6.5.4, self attestation). Any other has certificates in it, which are looked at no further: among what the library would do is
 * to ask at an address that they name whether they were revoked.
 */
async function assertAttestsNothing(attestationObject: string): Promise<void> {
  const { decodeAttestationObject, isoBase64URL } = await webAuthnHelpers();
  const decoded = decodeAttestationObject(isoBase64URL.toBuffer(attestationObject));
  const format = decoded.get('fmt');
  const isOwn = format === 'packed' && decoded.get('attStmt').get('x5c') === undefined;
  if (format !== 'none' && !isOwn) throw new Error('There is an attestation that was not asked for');
}
