import { ApiProperty } from '@nestjs/swagger';
import { MAX_EMAIL_LENGTH, onTheWire, Shown, text } from '#libs/platform';
import type { IdentityRecord } from '../linked-identities.js';
import { ISSUER, MAX_BUTTON_TEXT } from './identity-provider.dto.js';

/** A login at another provider that is linked to an account. */
export class LinkedIdentity {
  @ApiProperty({ format: 'uuid' })
  id!: string;

  @ApiProperty({ format: 'uuid' })
  provider_id!: string;

  /** @example "https://id.example.org" */
  @Shown(ISSUER)
  issuer!: string;

  /** @example "Example Inc." */
  @Shown(text(MAX_BUTTON_TEXT))
  button_text!: string;

  /**
   * As the provider knows who it is.
   * @example "248289761001"
   */
  @Shown(text(255))
  subject!: string;

  /**
   * The address that the provider named when it was linked; null: none.
   * @example "ada@example.org"
   */
  @ApiProperty({ type: String, nullable: true })
  @Shown(text(MAX_EMAIL_LENGTH))
  email!: string | null;

  @ApiProperty({ format: 'date-time' })
  linked_at!: string;

  /** When somebody has logged in by it last; null: never yet. */
  @ApiProperty({ type: String, format: 'date-time', nullable: true })
  used_at!: string | null;
}

export const toIdentity = (record: IdentityRecord): LinkedIdentity => onTheWire(record);
