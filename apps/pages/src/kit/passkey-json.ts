import type { PasskeyCreation, PasskeyDescriptorOptions, PasskeyRequest } from '#libs/client';

/**
 * Passkeys as JSON, of which the bytes are base64url. Browsers do it themselves (Chrome 129, Firefox 119, Safari 18.4); for those before it is
 * done here, with no more than the service reads.
 */
export function requestOptions({ options }: PasskeyRequest): PublicKeyCredentialRequestOptions {
  if ('parseRequestOptionsFromJSON' in PublicKeyCredential) {
    return PublicKeyCredential.parseRequestOptionsFromJSON(options);
  }
  const { challenge, allowCredentials, ...others } = options;
  return { ...others, challenge: bytesOf(challenge), allowCredentials: allowCredentials.map(descriptorOf) };
}

export function creationOptions({ options }: PasskeyCreation): PublicKeyCredentialCreationOptions {
  if ('parseCreationOptionsFromJSON' in PublicKeyCredential) {
    return PublicKeyCredential.parseCreationOptionsFromJSON(options);
  }
  const { challenge, user, excludeCredentials, ...others } = options;
  return {
    ...others,
    challenge: bytesOf(challenge),
    user: { ...user, id: bytesOf(user.id) },
    excludeCredentials: excludeCredentials.map(descriptorOf),
  };
}

export function credentialJson(credential: PublicKeyCredential): unknown {
  if ('toJSON' in credential) return credential.toJSON();
  const { id, rawId, type, response } = credential as PublicKeyCredential;
  return { id, rawId: textOf(rawId), type, response: responseJson(response) };
}

function responseJson(response: AuthenticatorResponse): object {
  const clientDataJSON = textOf(response.clientDataJSON);
  if (response instanceof AuthenticatorAttestationResponse) {
    return {
      clientDataJSON,
      attestationObject: textOf(response.attestationObject),
      transports: response.getTransports(),
    };
  }
  const { authenticatorData, signature, userHandle } = response as AuthenticatorAssertionResponse;
  return {
    clientDataJSON,
    authenticatorData: textOf(authenticatorData),
    signature: textOf(signature),
    ...(userHandle !== null && { userHandle: textOf(userHandle) }),
  };
}

const descriptorOf = ({ id, type, transports }: PasskeyDescriptorOptions): PublicKeyCredentialDescriptor => ({
  id: bytesOf(id),
  type,
  transports: transports as AuthenticatorTransport[],
});

const bytesOf = (text: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), byte => byte.charCodeAt(0));

const textOf = (bytes: ArrayBuffer): string =>
  btoa(String.fromCharCode(...new Uint8Array(bytes)))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replace(/=+$/, '');
