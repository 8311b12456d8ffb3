import { ApiProperty } from '@nestjs/swagger';
import { INT32, listOf, NextCursor, onTheWire, ROLE_NAME, Shown, text, type TextForm, visible } from '#libs/platform';
import type { ProviderRecord } from '../identity-provider.js';

const MAX_ITEMS = 50;
export const ISSUER: TextForm = visible(512);
const CLIENT_ID: TextForm = visible(256);
const SCOPE_NAME: TextForm = { pattern: '^[\\x21\\x23-\\x5B\\x5D-\\x7E]+$', maxLength: 64 };
export const MAX_BUTTON_TEXT = 60;
/** Words of `acr` and `amr`. */
const WORD: TextForm = visible(128);
/** A domain as addresses are stored: in lower case, and in Unicode rather than as `xn--…`. */
const DOMAIN: TextForm = { pattern: '^[^\\s@A-Z/?#:.]+(\\.[^\\s@A-Z/?#:.]+)+$', maxLength: 253 };
const CLAIM: TextForm = text(128);
const VALUE: TextForm = text(256);

/** What may be said of a provider. */
export const PROVIDER_FORMS = { CLIENT_ID, DOMAIN, ISSUER, MAX_BUTTON_TEXT, MAX_ITEMS, SCOPE_NAME, WORD } as const;

/** Who has this value of a claim there has that role here. */
export class RoleMappingRule {
  /**
   * A claim of the ID token, or of the provider's userinfo.
   * @example "groups"
   */
  @Shown(CLAIM)
  claim!: string;

  /**
   * What it says, or one of the texts that it lists.
   * @example "wiki-editors"
   */
  @Shown(VALUE)
  value!: string;

  /** @example "editor" */
  @Shown(ROLE_NAME)
  role!: string;
}

/** A provider of OpenID Connect by which people log in here. */
export class IdentityProvider {
  @ApiProperty({ format: 'uuid' })
  id!: string;

  /** @example "https://id.example.org" */
  @Shown(ISSUER)
  issuer!: string;

  /** @example "gatehouse" */
  @Shown(CLIENT_ID)
  client_id!: string;

  /** @example "Example Inc." */
  @Shown(text(MAX_BUTTON_TEXT))
  button_text!: string;

  /** @example ["openid", "email"] */
  @Shown(listOf(SCOPE_NAME, MAX_ITEMS))
  scopes!: string[];

  /** Whether who comes for the first time, with an address that the provider says is verified, gets an account. */
  makes_accounts!: boolean;

  /**
   * Accounts are made for addresses of these domains alone.
   * @example ["example.org"]
   */
  @Shown(listOf(DOMAIN, MAX_ITEMS))
  email_domains!: string[];

  /** Of the roles in here people have at each login those that their claims come to, and no others; all other roles stay as they are. */
  @ApiProperty({ type: [RoleMappingRule] })
  @Shown({ maxItems: MAX_ITEMS })
  role_mapping!: RoleMappingRule[];

  /** Values of `acr` with which a login there counts as one with a second factor. */
  @Shown(listOf(WORD, MAX_ITEMS))
  mfa_acr_values!: string[];

  /**
   * Values in `amr` with which it does.
   * @example ["mfa"]
   */
  @Shown(listOf(WORD, MAX_ITEMS))
  mfa_amr_values!: string[];

  /** Whether people can log in by it. */
  enabled!: boolean;

  /**
   * What has to be registered at the provider as the redirect URI.
   * @example "https://auth.example.org/oauth/upstream/0199b2c4-7d1e-7c3a-9f52-1b0c5a7e4d21"
   */
  @Shown(visible(1024))
  redirect_uri!: string;

  /** Rises with every change; the `ETag`. */
  @ApiProperty({ type: 'integer', minimum: 1 })
  @Shown(INT32)
  version!: number;

  @ApiProperty({ format: 'date-time' })
  created_at!: string;

  @ApiProperty({ format: 'date-time' })
  updated_at!: string;
}

/** One part of the list of identity providers, newest first. */
export class IdentityProviderPage {
  @ApiProperty({ maxItems: 100 })
  items!: IdentityProvider[];

  /** Where the next part starts; null at the end. */
  @NextCursor()
  next_cursor!: string | null;
}

export const toProvider = (record: ProviderRecord, redirect_uri: string): IdentityProvider => ({
  ...onTheWire(record),
  scopes: [...record.scopes],
  email_domains: [...record.email_domains],
  role_mapping: record.role_mapping.map(rule => ({ ...rule })),
  mfa_acr_values: [...record.mfa_acr_values],
  mfa_amr_values: [...record.mfa_amr_values],
  redirect_uri,
});
