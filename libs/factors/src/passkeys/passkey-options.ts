import { Injectable } from '@nestjs/common';
import type {
  PublicKeyCredentialCreationOptionsJSON,
  PublicKeyCredentialDescriptorJSON,
  PublicKeyCredentialRequestOptionsJSON,
} from '@simplewebauthn/server';
import { DomainError } from '#libs/platform';
import { ALGORITHMS } from './algorithms.js';
import { CHALLENGE_SECONDS, type PasskeyChallenge, PasskeyChallenges } from './passkey-challenges.js';
import { MOST_PASSKEYS, type PasskeyDescriptor, Passkeys } from './passkeys.js';
import { userHandleOf } from './user-handle.js';

/** A challenge, and what a page hands to the browser for it. */
export interface Asking<Options> {
  readonly challenge_id: string;
  readonly options: Options;
  readonly expires_at: Date;
}

type Descriptor = PublicKeyCredentialDescriptorJSON & { type: 'public-key'; transports: string[] };

/** For a passkey that is to be made (WebAuthn Level 3, §5.4, in the form of §5.1.9). */
export interface CreationOptions extends PublicKeyCredentialCreationOptionsJSON {
  rp: { id: string; name: string };
  pubKeyCredParams: { type: 'public-key'; alg: number }[];
  timeout: number;
  excludeCredentials: Descriptor[];
  authenticatorSelection: { residentKey: 'required'; requireResidentKey: boolean; userVerification: 'required' };
  attestation: 'none';
}

/** For one that is to sign (WebAuthn Level 3, §5.5, in the form of §5.1.10). */
export interface RequestOptions extends PublicKeyCredentialRequestOptionsJSON {
  rpId: string;
  timeout: number;
  allowCredentials: Descriptor[];
  userVerification: 'required';
}

const TIMEOUT = CHALLENGE_SECONDS * 1000;

/** Asks for passkeys: what browsers are told, and that it is for this moment, this purpose and this page. */
@Injectable()
export class PasskeyOptions {
  constructor(
    private readonly passkeyChallenges: PasskeyChallenges,
    private readonly passkeys: Passkeys,
  ) {}

  /**
   * For a new one, which is kept where it can be found without a name, and unlocked by its owner each time.
   * @param origin the header `Origin` of the request
   * @throws DomainError `too_many_passkeys`
   */
  async toRegister(user: { id: string; email: string }, origin: string | undefined): Promise<Asking<CreationOptions>> {
    const existing = await this.passkeys.describe(user.id, null);
    if (existing.length >= MOST_PASSKEYS) throw new DomainError('too_many_passkeys');
    const asked = this.passkeyChallenges.issue('register', user.id, origin);
    return asking(asked, {
      rp: { id: asked.party.id, name: asked.party.id },
      user: { id: userHandleOf(user.id), name: user.email, displayName: user.email },
      challenge: asked.challenge,
      pubKeyCredParams: ALGORITHMS.map(alg => ({ type: 'public-key', alg })),
      timeout: TIMEOUT,
      excludeCredentials: existing.map(describe),
      authenticatorSelection: { residentKey: 'required', requireResidentKey: true, userVerification: 'required' },
      attestation: 'none',
    });
  }

  /** For any that somebody has: it names nobody, and the browser shows those that it finds. */
  toLogIn(origin: string | undefined): Asking<RequestOptions> {
    return this.toShow(this.passkeyChallenges.issue('login', null, origin), []);
  }

  /**
   * For one of the user's.
   * @throws DomainError `factor_not_found` if they have none that is good on the host of the page
   */
  async ofUser(userId: string, origin: string | undefined): Promise<Asking<RequestOptions>> {
    const asked = this.passkeyChallenges.issue('factor', userId, origin);
    const usable = await this.passkeys.describe(userId, asked.party.id);
    if (usable.length === 0) throw new DomainError('factor_not_found');
    return this.toShow(asked, usable);
  }

  private toShow(asked: PasskeyChallenge, usable: readonly PasskeyDescriptor[]): Asking<RequestOptions> {
    const { challenge, party } = asked;
    const allowCredentials = usable.map(describe);
    return asking(asked, {
      rpId: party.id,
      challenge,
      timeout: TIMEOUT,
      allowCredentials,
      userVerification: 'required',
    });
  }
}

const asking = <Options>({ challenge_id, expires_at }: PasskeyChallenge, options: Options): Asking<Options> => ({
  challenge_id,
  options,
  expires_at,
});

const describe = ({ credential_id, transports }: PasskeyDescriptor): Descriptor => ({
  id: credential_id.toString('base64url'),
  type: 'public-key',
  transports: [...transports],
});
