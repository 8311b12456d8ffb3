/** Who has this value of a claim there has that role here, as of their last login. */
export interface RoleMapping {
  readonly claim: string;
  /** What the claim says, or one of the texts that it lists. */
  readonly value: string;
  readonly role: string;
}

/** What an administrator says about a provider, without its secret. */
export interface ProviderDefinition {
  readonly client_id: string;
  /** What people read on the button. */
  readonly button_text: string;
  /** What is asked for; `openid` is among it. */
  readonly scopes: readonly string[];
  /** Whether who comes for the first time, with a verified address in one of `email_domains`, gets an account. */
  readonly makes_accounts: boolean;
  /** In the one form of addresses. */
  readonly email_domains: readonly string[];
  /** The roles in here are the mapping's alone, for all who log in by this provider. */
  readonly role_mapping: readonly RoleMapping[];
  /** With one of these as `acr`, or among `amr`, a login there counts as one with a second factor. */
  readonly mfa_acr_values: readonly string[];
  readonly mfa_amr_values: readonly string[];
  /** Whether people can log in by it. */
  readonly enabled: boolean;
}

/** A provider of OpenID Connect by which people log in here. */
export interface ProviderRecord extends ProviderDefinition {
  readonly id: string;
  /** Never changes: with `sub` it is what accounts are linked to. */
  readonly issuer: string;
  readonly version: number;
  readonly created_at: Date;
  readonly updated_at: Date;
}

/** Roles that the mapping gives and takes. */
export const managedRoles = ({ role_mapping }: Pick<ProviderDefinition, 'role_mapping'>): string[] => [
  ...new Set(role_mapping.map(({ role }) => role)),
];

/** What of a provider an administrator has said. */
export const definitionOf = ({
  id: _id,
  issuer: _issuer,
  version: _version,
  created_at: _created,
  updated_at: _updated,
  ...definition
}: ProviderRecord): ProviderDefinition => definition;
