import { ApiProperty } from '@nestjs/swagger';
import { AssertionCredential, IsChallengeId, type SentCredential } from '#libs/factors';
import { IsRecord, IsText, MayBeAbsent } from '#libs/platform';
import { LoginWishes } from './credentials.dto.js';

/** A passkey that proves who somebody is. */
export class PasskeyLogin extends LoginWishes {
  /**
   * As it came with the options.
   * @example "ZGF0YWZ1cnRoZXJtb3Jl2Vb0aV7m2l0h9s3V0z6mJ0nQsRk8VgIgX2"
   */
  @IsChallengeId()
  challenge_id!: string;

  @ApiProperty({ type: AssertionCredential })
  @IsRecord()
  credential!: SentCredential;

  /** What an earlier login on this device has given out, whoever it was of; a cookie does the same. One that is no good counts for nothing. */
  @MayBeAbsent()
  @IsText({ maxLength: 256 })
  device_token?: string;
}
