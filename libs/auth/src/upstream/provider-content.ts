import { definitionOf, type ProviderRecord } from '#libs/upstream';

/** What the audit trail keeps of a provider: never its secret. */
export const contentOf = (provider: ProviderRecord): Record<string, unknown> => ({
  issuer: provider.issuer,
  ...definitionOf(provider),
});
