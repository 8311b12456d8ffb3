import type { IDToken } from 'openid-client';
import { EMAIL_PATTERN, MAX_EMAIL_LENGTH } from '#libs/platform';
import type { ProviderDefinition } from '#libs/upstream';

/** OpenID Connect Core §2. */
const SUBJECT = /^[\x20-\x7e]{1,255}$/;

/** Who has logged in at a provider, by its word, which was found to be its own. */
export interface UpstreamIdentity {
  readonly subject: string;
  /** Null: it names none, or nothing that is one. */
  readonly email: string | null;
  /** Whether the provider says that the address is theirs. */
  readonly email_verified: boolean;
  readonly claims: Readonly<Record<string, unknown>>;
  /** Whether they have shown a second factor there, and that counts here. */
  readonly has_shown_factor: boolean;
  /** When they have logged in there; null: just now, as far as the provider says. */
  readonly proved_at: Date | null;
}

/**
 * @param idToken whose signature and claims were judged
 * @param more what the provider tells besides; of what both say, the ID token counts
 * @throws Error for a subject that is none
 */
export function identityIn(
  idToken: IDToken,
  more: object,
  provider: ProviderDefinition,
): Omit<UpstreamIdentity, 'proved_at'> {
  const claims: Readonly<Record<string, unknown>> = { ...more, ...idToken };
  const { email, email_verified } = claims;
  if (!SUBJECT.test(idToken.sub)) throw new Error('its "sub" is none');
  const isAddress = typeof email === 'string' && email.length <= MAX_EMAIL_LENGTH && EMAIL_PATTERN.test(email);
  return {
    ...{ subject: idToken.sub, claims },
    email: isAddress ? email.trim() : null,
    email_verified: isAddress && email_verified === true,
    has_shown_factor: hasShownFactor(idToken, provider),
  };
}

/** By the ID token alone, which is about this very login. */
function hasShownFactor({ acr, amr }: IDToken, { mfa_acr_values, mfa_amr_values }: ProviderDefinition): boolean {
  return mfa_acr_values.some(value => value === acr) || textsIn(amr).some(value => mfa_amr_values.includes(value));
}

/** A claim as a list of texts: one text is a list of one, and what is no text is left out. */
export function textsIn(claim: unknown): string[] {
  const values: unknown[] = Array.isArray(claim) ? claim : [claim];
  return values.filter(value => typeof value === 'string');
}
