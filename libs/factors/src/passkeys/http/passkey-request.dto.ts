import { ApiProperty } from '@nestjs/swagger';
import { onTheWire, Shown } from '#libs/platform';
import type { Asking, RequestOptions } from '../passkey-options.js';
import { MOST_PASSKEYS } from '../passkeys.js';
import { PasskeyDescriptorOptions } from './passkey-descriptor.dto.js';
import { CHALLENGE, CHALLENGE_ID, DOMAIN, TIMEOUT } from './passkey-forms.js';

/** For `PublicKeyCredential.parseRequestOptionsFromJSON` (WebAuthn Level 3, §5.1.10), which makes of it what `navigator.credentials.get` takes. */
export class PasskeyRequestOptions {
  /** @example "auth.example.org" */
  @Shown(DOMAIN)
  rpId!: string;

  /** @example "kq8t0bFq4Wc0bq1b0aV7m2l0h9s3V0z6mJ0nQsRk8Vb" */
  @Shown(CHALLENGE)
  challenge!: string;

  /**
   * Milliseconds.
   * @example 300000
   */
  @ApiProperty({ type: 'integer' })
  @Shown(TIMEOUT)
  timeout!: number;

  /** Those that will do. None: whichever the browser finds for this domain, of whomever. */
  @ApiProperty({ type: [PasskeyDescriptorOptions] })
  @Shown({ maxItems: MOST_PASSKEYS })
  allowCredentials!: PasskeyDescriptorOptions[];

  @ApiProperty({ enum: ['required'] })
  userVerification!: 'required';
}

/** What a passkey is to be shown for. */
export class PasskeyRequest {
  /**
   * Send it back with the credential.
   * @example "ZGF0YWZ1cnRoZXJtb3Jl2Vb0aV7m2l0h9s3V0z6mJ0nQsRk8VgIgX2"
   */
  @Shown(CHALLENGE_ID)
  challenge_id!: string;

  options!: PasskeyRequestOptions;

  /** From then on the challenge is refused. */
  @ApiProperty({ format: 'date-time' })
  expires_at!: string;
}

export const toPasskeyRequest = (asking: Asking<RequestOptions>): PasskeyRequest => onTheWire(asking);
