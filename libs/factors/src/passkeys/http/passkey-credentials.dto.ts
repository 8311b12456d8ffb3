import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsText, Shown } from '#libs/platform';
import { AUTHENTICATOR_DATA, CHALLENGE_ID, CREDENTIAL_ID, TRANSPORTS, USER_HANDLE } from './passkey-forms.js';

/** What an authenticator says of a passkey that it has made (WebAuthn Level 3, §5.2.1). Fields that are not here are not looked at. */
export class RegistrationResponse {
  /** @example "eyJ0eXBlIjoid2ViYXV0aG4uZ2V0IiwiY2hhbGxlbmdlIjoia3E4dDBiRnEifQ" */
  @Shown(AUTHENTICATOR_DATA)
  clientDataJSON!: string;

  /** @example "o2NmbXRkbm9uZWdhdHRTdG10oGhhdXRoRGF0YVik" */
  @Shown(AUTHENTICATOR_DATA)
  attestationObject!: string;

  /** @example ["internal"] */
  @ApiPropertyOptional({ type: [String] })
  @Shown(TRANSPORTS)
  transports?: string[];
}

/** What `toJSON()` makes of the credential that `navigator.credentials.create` has given. Fields that are not here are not looked at. */
export class RegistrationCredential {
  /** @example "rJ0mJ7cQ1qS7b0s8kT9Zrw" */
  @Shown(CREDENTIAL_ID)
  id!: string;

  /**
   * The same again.
   * @example "rJ0mJ7cQ1qS7b0s8kT9Zrw"
   */
  @Shown(CREDENTIAL_ID)
  rawId!: string;

  @ApiProperty({ enum: ['public-key'] })
  type!: 'public-key';

  response!: RegistrationResponse;
}

/** What an authenticator says when it signs (WebAuthn Level 3, §5.2.2). Fields that are not here are not looked at. */
export class AssertionResponse {
  /** @example "eyJ0eXBlIjoid2ViYXV0aG4uZ2V0IiwiY2hhbGxlbmdlIjoia3E4dDBiRnEifQ" */
  @Shown(AUTHENTICATOR_DATA)
  clientDataJSON!: string;

  /** @example "SZYN5YgOjGh0NBcPZHZgW4_krrmihjLHmVzzuoMdl2MFAAAAAA" */
  @Shown(AUTHENTICATOR_DATA)
  authenticatorData!: string;

  /** @example "MEUCIQDxT3q0bFq4Wc0bq1b0aV7m2l0h9s3V0z6mJ0nQsRk8VgIgX2" */
  @Shown(AUTHENTICATOR_DATA)
  signature!: string;

  /**
   * Whose passkey it is. Needed where no account was named before.
   * @example "AZmyxH0efDqfUhsMWn5NIQ"
   */
  @ApiPropertyOptional()
  @Shown(USER_HANDLE)
  userHandle?: string;
}

/** What `toJSON()` makes of the credential that `navigator.credentials.get` has given. Fields that are not here are not looked at. */
export class AssertionCredential {
  /** @example "rJ0mJ7cQ1qS7b0s8kT9Zrw" */
  @Shown(CREDENTIAL_ID)
  id!: string;

  /**
   * The same again.
   * @example "rJ0mJ7cQ1qS7b0s8kT9Zrw"
   */
  @Shown(CREDENTIAL_ID)
  rawId!: string;

  @ApiProperty({ enum: ['public-key'] })
  type!: 'public-key';

  response!: AssertionResponse;
}

/** The id of the challenge that was answered. */
export const IsChallengeId = (): PropertyDecorator => IsText(CHALLENGE_ID);
