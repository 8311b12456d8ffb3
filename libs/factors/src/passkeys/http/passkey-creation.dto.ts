import { ApiProperty } from '@nestjs/swagger';
import { onTheWire, Shown, text } from '#libs/platform';
import type { Asking, CreationOptions } from '../passkey-options.js';
import { MOST_PASSKEYS } from '../passkeys.js';
import { PasskeyDescriptorOptions } from './passkey-descriptor.dto.js';
import { CHALLENGE, CHALLENGE_ID, DOMAIN, TIMEOUT, USER_HANDLE } from './passkey-forms.js';

/** The relying party (WebAuthn Level 3, §5.4.2). */
export class RelyingPartyOptions {
  /**
   * The domain that the passkey is bound to.
   * @example "auth.example.org"
   */
  @Shown(DOMAIN)
  id!: string;

  /** @example "auth.example.org" */
  @Shown(DOMAIN)
  name!: string;
}

/** The account (WebAuthn Level 3, §5.4.3). */
export class PasskeyUserOptions {
  /**
   * By which the authenticator knows the account: the bytes of its id, which say nothing of the person.
   * @example "AZmyxH0efDqfUhsMWn5NIQ"
   */
  @Shown(USER_HANDLE)
  id!: string;

  /** @example "ada@example.org" */
  @Shown(text(320))
  name!: string;

  /** @example "ada@example.org" */
  @Shown(text(320))
  displayName!: string;
}

/** A way to sign (WebAuthn Level 3, §5.3). */
export class PasskeyAlgorithm {
  @ApiProperty({ enum: ['public-key'] })
  type!: 'public-key';

  /**
   * By its number in the registry of COSE.
   * @example -7
   */
  @ApiProperty({ type: 'integer', format: 'int32', minimum: -65535, maximum: 0 })
  alg!: number;
}

/** What the authenticator has to be able to do (WebAuthn Level 3, §5.4.4). */
export class AuthenticatorSelection {
  @ApiProperty({ enum: ['required'] })
  residentKey!: 'required';

  @ApiProperty({ type: Boolean })
  requireResidentKey!: boolean;

  @ApiProperty({ enum: ['required'] })
  userVerification!: 'required';
}

/** For `PublicKeyCredential.parseCreationOptionsFromJSON` (WebAuthn Level 3, §5.1.9), which makes of it what `navigator.credentials.create` takes. */
export class PasskeyCreationOptions {
  rp!: RelyingPartyOptions;

  user!: PasskeyUserOptions;

  /** @example "kq8t0bFq4Wc0bq1b0aV7m2l0h9s3V0z6mJ0nQsRk8Vb" */
  @Shown(CHALLENGE)
  challenge!: string;

  /** The best first. */
  @ApiProperty({ type: [PasskeyAlgorithm] })
  @Shown({ maxItems: 10 })
  pubKeyCredParams!: PasskeyAlgorithm[];

  /**
   * Milliseconds.
   * @example 300000
   */
  @ApiProperty({ type: 'integer' })
  @Shown(TIMEOUT)
  timeout!: number;

  /** Those that the account has: an authenticator that holds one of them makes no other. */
  @ApiProperty({ type: [PasskeyDescriptorOptions] })
  @Shown({ maxItems: MOST_PASSKEYS })
  excludeCredentials!: PasskeyDescriptorOptions[];

  authenticatorSelection!: AuthenticatorSelection;

  @ApiProperty({ enum: ['none'] })
  attestation!: 'none';
}

/** What a new passkey is to be made of. */
export class PasskeyCreation {
  /**
   * Send it back with the credential.
   * @example "ZGF0YWZ1cnRoZXJtb3Jl2Vb0aV7m2l0h9s3V0z6mJ0nQsRk8VgIgX2"
   */
  @Shown(CHALLENGE_ID)
  challenge_id!: string;

  options!: PasskeyCreationOptions;

  /** From then on the challenge is refused. */
  @ApiProperty({ format: 'date-time' })
  expires_at!: string;
}

export const toPasskeyCreation = (asking: Asking<CreationOptions>): PasskeyCreation => onTheWire(asking);
