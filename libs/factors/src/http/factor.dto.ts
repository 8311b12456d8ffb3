import { ApiProperty } from '@nestjs/swagger';
import { onTheWire, Shown, text } from '#libs/platform';
import { DOMAIN } from '../passkeys/http/passkey-forms.js';
import { FACTOR_METHODS, type FactorMethod, type FactorRecord } from '../factor-kind.js';

/** People tell their factors apart by it. */
export const MAX_FACTOR_NAME = 64;

/** Something besides the password by which somebody can show who they are; never what is secret about it. */
export class Factor {
  @ApiProperty({ format: 'uuid' })
  id!: string;

  /** `totp`: an authenticator app; `recovery_code`: the recovery codes, all together. */
  @ApiProperty({ enum: FACTOR_METHODS })
  method!: FactorMethod;

  /**
   * What its owner calls it. Recovery codes have no name.
   * @example "Authenticator app"
   */
  @ApiProperty({ type: String, nullable: true })
  @Shown(text(MAX_FACTOR_NAME))
  name!: string | null;

  /** Since when it is in force. */
  @ApiProperty({ format: 'date-time' })
  created_at!: string;

  @ApiProperty({ type: String, format: 'date-time', nullable: true })
  last_used_at!: string | null;

  /** Of recovery codes: how many are left. */
  @ApiProperty({ type: 'integer', format: 'int32', minimum: 0, maximum: 10, nullable: true })
  codes_left!: number | null;

  /** Of a passkey: whether it is kept at other places too, and so outlives the device. */
  @ApiProperty({ type: Boolean, nullable: true })
  backed_up!: boolean | null;

  /**
   * Of a passkey: the domain that it is bound to. It is good on pages of that one and of the hosts below it, and nowhere else.
   * @example "auth.example.org"
   */
  @ApiProperty({ type: String, nullable: true })
  @Shown(DOMAIN)
  rp_id!: string | null;
}

export const toFactor = (record: FactorRecord): Factor => onTheWire(record);
