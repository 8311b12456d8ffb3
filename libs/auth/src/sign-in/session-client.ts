import { FIRST_PARTY_CLIENT } from '#libs/contracts';

/** Through whom a person logs in or refreshes. */
export interface SessionClient {
  readonly id: string;
  /** Of a service client, as it was when it proved who it is: what it gets dies with the first change of that. */
  readonly standing: { readonly epoch: number; readonly sessions_epoch: number } | null;
}

/** People by themselves, at our own routes. */
export const FIRST_PARTY: SessionClient = { id: FIRST_PARTY_CLIENT, standing: null };
