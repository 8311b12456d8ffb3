import { ApiProperty } from '@nestjs/swagger';
import { Factor, MAX_FACTOR_NAME, RECOVERY_CODES, toFactor } from '#libs/factors';
import { IsId, IsPlainName, IsText, listOf, MayBeAbsent, NextCursor, Shown } from '#libs/platform';
import { IsPassword } from '../../passwords/http/passwords.decorators.js';
import type { AddedFactor as Added } from '../add-factor.js';

/** An authenticator app, the recovery codes, and as many passkeys as anybody has. */
const MAX_FACTORS = 100;
const GROUP = '[0-9A-HJKMNP-TV-Z]{4}';
const CODES = listOf({ pattern: `^${GROUP}(-${GROUP}){3}$`, maxLength: 19 }, RECOVERY_CODES);

/** All factors that somebody has, the oldest first. */
export class FactorList {
  @Shown({ maxItems: MAX_FACTORS })
  items!: Factor[];

  /** Always null: the list is whole. */
  @NextCursor()
  next_cursor!: string | null;
}

/** What enrols an authenticator app. */
export class EnrolTotpRequest {
  /** @example "seven brave owls knit" */
  @IsPassword()
  current_password!: string;

  /**
   * What you call it: `Authenticator app`, if you do not say.
   * @example "Phone"
   */
  @MayBeAbsent()
  @IsPlainName(MAX_FACTOR_NAME)
  name?: string;
}

/** What an authenticator app has to be told. It counts for nothing until a code of it was shown. */
export class TotpToConfirm {
  @ApiProperty({ format: 'uuid' })
  id!: string;

  /** Base32, for apps into which it is typed. Shown this once. */
  @Shown({ pattern: '^[A-Z2-7]+$', maxLength: 64 })
  secret!: string;

  /** The same as a URI, for the QR code that apps read. */
  @Shown({ pattern: '^otpauth://totp/[\\x21-\\x7E]+$', maxLength: 1024 })
  otpauth_uri!: string;

  /** Until when a code has to be shown. */
  @ApiProperty({ format: 'date-time' })
  expires_at!: string;
}

/** The first code of an authenticator app. */
export class ConfirmTotpRequest {
  /** Of the enrolment. */
  @ApiProperty({ format: 'uuid' })
  @IsId()
  id!: string;

  /**
   * As the app shows it, with a space in the middle or without.
   * @example "123456"
   */
  @IsText({ pattern: '^[0-9]{3} ?[0-9]{3}$', maxLength: 7 })
  code!: string;
}

/** Recovery codes: each is good once, instead of a factor that is lost. Case, dashes and spaces do not matter. */
export class NewRecoveryCodes {
  /** Shown this once. */
  @ApiProperty({ type: [String] })
  @Shown(CODES)
  recovery_codes!: string[];
}

/** A factor that is in force from now on. */
export class AddedFactor extends Factor {
  /** Shown this once, with the first factor; null with any other, for those that were given out then stay good. */
  @ApiProperty({ type: [String], nullable: true })
  @Shown(CODES)
  recovery_codes!: string[] | null;
}

/** What a factor is to be called. */
export class RenameFactorRequest {
  /** @example "Old phone" */
  @IsPlainName(MAX_FACTOR_NAME)
  name!: string;
}

export const toAddedFactor = ({ factor, recovery_codes }: Added): AddedFactor => ({
  ...toFactor(factor),
  recovery_codes: recovery_codes && [...recovery_codes],
});
