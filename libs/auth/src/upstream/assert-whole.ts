import { USER_ROLE } from '#libs/contracts';
import { DomainError } from '#libs/platform';
import type { ProviderDefinition } from '#libs/upstream';

/** Settles that what is said of a provider goes together. @throws DomainError `validation_failed` */
export function assertWhole({ scopes, makes_accounts, email_domains, role_mapping }: ProviderDefinition): void {
  if (!scopes.includes('openid')) throw unfit('scopes', 'lacks_openid', 'scopes has to name openid');
  if (makes_accounts && email_domains.length === 0)
    throw unfit('email_domains', 'is_needed', 'email_domains is needed: accounts are made for these alone');
  const builtIn = role_mapping.findIndex(({ role }) => role === USER_ROLE);
  if (builtIn >= 0) {
    const message = `everybody has the role ${USER_ROLE}, whatever a provider says`;
    throw unfit(`role_mapping[${builtIn}].role`, 'built_in', message);
  }
}

/** @throws DomainError `validation_failed` for an issuer that could be none (OpenID Connect Discovery §3) */
export function assertIssuer(issuer: string): void {
  const url = URL.canParse(issuer) ? new URL(issuer) : undefined;
  const isWritten = url !== undefined && (url.href === issuer || url.href === `${issuer}/`);
  const isBare = url?.search === '' && url.hash === '' && url.username === '' && url.password === '';
  if (isWritten && isBare && !/[?#]/.test(issuer) && /^https?:$/.test(url.protocol)) return;
  throw unfit(
    'issuer',
    'no_issuer',
    'issuer has to be an address with https, without query and fragment, as the provider writes it',
  );
}

export const unfit = (field: string, code: string, message: string): DomainError =>
  new DomainError('validation_failed', { detail: `${message}.`, errors: [{ field, code, message }] });
