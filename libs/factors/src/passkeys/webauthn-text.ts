import type { AuthenticationResponseJSON, RegistrationResponseJSON } from '@simplewebauthn/server';

/** What a browser makes of a credential (WebAuthn Level 3, §5.1), as it was sent: nobody has looked at it yet. */
export type SentCredential = Readonly<Record<string, unknown>>;

const BASE64URL = /^[A-Za-z0-9_-]+$/;
const TRANSPORT = /^[a-z-]{1,32}$/;
const MOST_TRANSPORTS = 8;

/** Takes what is needed of a new credential. @returns undefined for what is none */
export function readRegistration(credential: SentCredential): RegistrationResponseJSON | undefined {
  const response = fieldsOf(credential['response']);
  const [id, clientDataJSON] = [textOf(credential['id']), textOf(response['clientDataJSON'])];
  const attestationObject = textOf(response['attestationObject']);
  if (!isPublicKey(credential) || id === undefined || clientDataJSON === undefined || attestationObject === undefined) {
    return undefined;
  }
  const transports = transportsOf(response['transports']);
  const taken = { clientDataJSON, attestationObject, transports };
  return { id, rawId: id, type: 'public-key', response: taken, clientExtensionResults: {} };
}

/** Takes what is needed of an answer to a challenge. @returns undefined for what is none */
export function readAssertion(credential: SentCredential): AuthenticationResponseJSON | undefined {
  const response = fieldsOf(credential['response']);
  const [id, clientDataJSON] = [textOf(credential['id']), textOf(response['clientDataJSON'])];
  const [authenticatorData, signature] = [textOf(response['authenticatorData']), textOf(response['signature'])];
  if (!isPublicKey(credential) || id === undefined || clientDataJSON === undefined) return undefined;
  if (authenticatorData === undefined || signature === undefined) return undefined;
  const userHandle = textOf(response['userHandle']);
  const taken = { clientDataJSON, authenticatorData, signature, ...(userHandle !== undefined && { userHandle }) };
  return { id, rawId: id, type: 'public-key', response: taken, clientExtensionResults: {} };
}

const isPublicKey = ({ id, rawId, type }: SentCredential): boolean => type === 'public-key' && id === rawId;

const fieldsOf = (value: unknown): SentCredential =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as SentCredential) : {};

const textOf = (value: unknown): string | undefined =>
  typeof value === 'string' && BASE64URL.test(value) ? value : undefined;

/** Hints only: what is none is left out. */
function transportsOf(value: unknown): string[] {
  const texts = Array.isArray(value) ? value.filter(one => typeof one === 'string' && TRANSPORT.test(one)) : [];
  return [...new Set(texts as string[])].slice(0, MOST_TRANSPORTS);
}
