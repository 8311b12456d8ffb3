import { ApiProperty } from '@nestjs/swagger';
import { Shown } from '#libs/platform';
import { CREDENTIAL_ID, TRANSPORTS } from './passkey-forms.js';

/** A passkey that is there already (WebAuthn Level 3, §5.8.3). */
export class PasskeyDescriptorOptions {
  /** @example "rJ0mJ7cQ1qS7b0s8kT9Zrw" */
  @Shown(CREDENTIAL_ID)
  id!: string;

  @ApiProperty({ enum: ['public-key'] })
  type!: 'public-key';

  /**
   * How the authenticator was reached before.
   * @example ["internal"]
   */
  @ApiProperty({ type: [String] })
  @Shown(TRANSPORTS)
  transports!: string[];
}
