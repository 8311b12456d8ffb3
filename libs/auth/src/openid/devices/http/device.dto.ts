import { ApiProperty } from '@nestjs/swagger';
import { CLIENT_ADDRESS, IsText, Shown, text } from '#libs/platform';
import { ShownApplication } from '../../http/interactions.dto.js';

/** The code that a device shows. */
export class UserCodeRequest {
  /**
   * Eight letters; case does not matter, nor hyphens and spaces between them.
   * @example "WDJB-MJHT"
   */
  @IsText({ minLength: 1, maxLength: 64 })
  user_code!: string;
}

/** A device that waits for somebody to let it in: who asks, for what and from where. */
export class DeviceThatWaits {
  @ApiProperty({ type: ShownApplication })
  application!: ShownApplication;

  /** From where the device has asked; null: it is not known. */
  @ApiProperty({ type: String, nullable: true })
  @Shown(CLIENT_ADDRESS)
  ip!: string | null;

  /** What its program calls itself; null: nothing. */
  @ApiProperty({ type: String, nullable: true })
  @Shown(text(256))
  user_agent!: string | null;

  /** When it has asked. */
  @ApiProperty({ format: 'date-time' })
  created_at!: string;

  /** Until then it waits. */
  @ApiProperty({ format: 'date-time' })
  expires_at!: string;
}
