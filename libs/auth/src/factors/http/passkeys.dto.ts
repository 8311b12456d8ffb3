import { ApiProperty } from '@nestjs/swagger';
import { IsChallengeId, MAX_FACTOR_NAME, RegistrationCredential, type SentCredential } from '#libs/factors';
import { IsPlainName, IsRecord, MayBeAbsent } from '#libs/platform';
import { IsPassword } from '../../passwords/http/passwords.decorators.js';

/** What begins a passkey. */
export class BeginPasskeyRequest {
  /** @example "seven brave owls knit" */
  @IsPassword()
  current_password!: string;
}

/** What an authenticator has made of the options. */
export class AddPasskeyRequest {
  /**
   * As it came with the options.
   * @example "ZGF0YWZ1cnRoZXJtb3Jl2Vb0aV7m2l0h9s3V0z6mJ0nQsRk8VgIgX2"
   */
  @IsChallengeId()
  challenge_id!: string;

  @ApiProperty({ type: RegistrationCredential })
  @IsRecord()
  credential!: SentCredential;

  /**
   * What you call it: `Passkey`, if you do not say.
   * @example "Laptop"
   */
  @MayBeAbsent()
  @IsPlainName(MAX_FACTOR_NAME)
  name?: string;
}
