import { FIRST_PARTY_CLIENT } from '#libs/contracts';

/** Through whom a person logs in or refreshes. */
export interface SessionClient {
  /** As tokens name it. */
  readonly client_id: string;
  /**
   * Of a service client, by its id and as it was when it proved who it is: what it gets dies with the first change of that. Null:
   * nothing but the person's own standing counts.
   */
  readonly standing: { readonly id: string; readonly epoch: number; readonly sessions_epoch: number } | null;
}

/** How tokens travel: in a header that whoever has them sends, or in cookies that no script can read. */
export const TRANSPORTS = ['bearer', 'cookie'] as const;

export type Transport = (typeof TRANSPORTS)[number];

/** The built-in client, through which people log in at our own routes. */
export const FIRST_PARTY: SessionClient = { client_id: FIRST_PARTY_CLIENT, standing: null };
