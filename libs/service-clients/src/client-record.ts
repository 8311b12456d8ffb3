import type { SubjectStatus } from '#libs/revocations';
import type { ClientDefinition } from './client-definition.js';
import type { ClientKind } from './client-kind.js';
import type { NewSecret } from './client-secrets.js';

export interface ClientRecord extends ClientDefinition {
  readonly id: string;
  readonly status: SubjectStatus;
  readonly created_at: Date;
  readonly updated_at: Date;
}

/** A client that was just registered, with its first secret; null: it has none. */
export interface CreatedRecord {
  readonly client: ClientRecord;
  readonly secret: NewSecret | null;
}

/** What may be different about a client; what is absent stays. */
export type ClientChange = Partial<Omit<ClientDefinition, 'kind'>> & { readonly status?: 'active' | 'disabled' };

/** Which clients to list; null: whatever it is. */
export interface ClientFilter {
  /** Only those that may have it. */
  readonly scope: string | null;
  readonly kind: ClientKind | null;
  /** What the name has in it, wherever, without regard to case. */
  readonly part: string | null;
}
