import type { RoleDefinition } from '#libs/roles';
import type { ClientDefinition } from '#libs/service-clients';
import type { ProviderDefinition } from '#libs/upstream';

/** What can be said to be there, in the order in which it comes to be. */
export const STATE_KINDS = ['permissions', 'roles', 'clients', 'identity_providers'] as const;

export type StateKind = (typeof STATE_KINDS)[number];

/** Something that is to be there, and where that is said: `roles[2]`. */
export type Wanted<T> = T & { readonly path: string };

/** A permission of another service, and what it means. */
export interface WantedPermission {
  readonly name: string;
  readonly description: string;
}

export interface WantedRole {
  readonly name: string;
  readonly definition: RoleDefinition;
}

/** A client, known by its kind and name. */
export interface WantedClient {
  readonly definition: ClientDefinition;
  /** Whether it gets a secret when it is made. */
  readonly withSecret: boolean;
  /** Undefined: as it is. */
  readonly status: 'active' | 'disabled' | undefined;
}

/** Another provider by which people log in, known by its issuer. */
export interface WantedProvider {
  readonly issuer: string;
  readonly definition: Omit<ProviderDefinition, 'enabled'>;
  /** Undefined: as it is; a new one is. */
  readonly enabled: boolean | undefined;
  /** What a new one is made with. That of one that is there stays. */
  readonly secret: string | undefined;
}

/** What is to be there. What is there besides stays, unless its kind is pruned. */
export interface WantedState {
  readonly permissions: readonly Wanted<WantedPermission>[];
  readonly roles: readonly Wanted<WantedRole>[];
  readonly clients: readonly Wanted<WantedClient>[];
  readonly identity_providers: readonly Wanted<WantedProvider>[];
  /** Of these kinds nothing else is to be there. */
  readonly prune: ReadonlySet<StateKind>;
}
