import { ApiPropertyOptional, OmitType, PartialType } from '@nestjs/swagger';
import {
  IsFlag,
  IsList,
  IsPlainName,
  IsText,
  MaxItems,
  MayBeAbsent,
  text,
  type TextForm,
  UniqueItems,
} from '#libs/platform';
import { PROVIDER_FORMS, RoleMappingRule } from '#libs/upstream';

const { CLIENT_ID, DOMAIN, ISSUER, MAX_BUTTON_TEXT, MAX_ITEMS, SCOPE_NAME, WORD } = PROVIDER_FORMS;
const SECRET: TextForm = { ...text(512), minLength: 1 };

/** A provider of OpenID Connect by which people are to log in here. */
export class CreateIdentityProvider {
  /**
   * Exactly as the provider writes it: what it says of itself is found there, and its ID tokens have it as `iss`. It never changes.
   * @example "https://id.example.org"
   */
  @IsText(ISSUER)
  issuer!: string;

  /**
   * What the provider knows this service by.
   * @example "gatehouse"
   */
  @IsText(CLIENT_ID)
  client_id!: string;

  /** By which this service shows the provider who it is. Kept encrypted, and never shown again. */
  @IsText(SECRET)
  client_secret!: string;

  /**
   * What people read on the button.
   * @example "Example Inc."
   */
  @IsPlainName(MAX_BUTTON_TEXT)
  button_text!: string;

  /**
   * What is asked for; without it `openid` and `email`.
   * @example ["openid", "email"]
   */
  @MayBeAbsent()
  @IsText(SCOPE_NAME, { each: true })
  @MaxItems(MAX_ITEMS)
  @UniqueItems()
  @IsList()
  scopes?: string[];

  /**
   * Whether who comes for the first time, with an address that the provider says is verified and of one of the `email_domains`, gets an
   * account. Takes `users:write`.
   */
  @MayBeAbsent()
  @IsFlag()
  makes_accounts?: boolean;

  /**
   * In lower case.
   * @example ["example.org"]
   */
  @MayBeAbsent()
  @IsText(DOMAIN, { each: true })
  @MaxItems(MAX_ITEMS)
  @UniqueItems()
  @IsList()
  email_domains?: string[];

  /**
   * Of the roles in here people have at each login those that their claims come to, and no others. Takes that you could give each of
   * them to anybody.
   * @example [{ "claim": "groups", "value": "wiki-editors", "role": "editor" }]
   */
  @ApiPropertyOptional({ type: [RoleMappingRule], maxItems: MAX_ITEMS })
  @MayBeAbsent()
  @MaxItems(MAX_ITEMS)
  @IsList()
  role_mapping?: RoleMappingRule[];

  /** Values of `acr` with which a login there counts as one with a second factor; none: no login does. Takes `*`. */
  @MayBeAbsent()
  @IsText(WORD, { each: true })
  @MaxItems(MAX_ITEMS)
  @UniqueItems()
  @IsList()
  mfa_acr_values?: string[];

  /**
   * The same of the values in `amr`.
   * @example ["mfa"]
   */
  @MayBeAbsent()
  @IsText(WORD, { each: true })
  @MaxItems(MAX_ITEMS)
  @UniqueItems()
  @IsList()
  mfa_amr_values?: string[];

  /** Whether people can log in by it; without it, they can. */
  @MayBeAbsent()
  @IsFlag()
  enabled?: boolean;
}

/** What is to be different about a provider; what is absent stays. */
export class UpdateIdentityProvider extends PartialType(OmitType(CreateIdentityProvider, ['issuer'] as const), {
  skipNullProperties: false,
}) {}
