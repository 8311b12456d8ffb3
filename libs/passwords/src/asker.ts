/** On whose behalf a password is hashed: decides whose turn it is while many wait. */
export interface Asker {
  /** Where the request comes from: an IPv4 address, or the /64 of an IPv6 address. */
  readonly network: string;
  /** Which account it is about, as far as that is known. */
  readonly account: string;
  /** Whether it has shown before that it belongs to this account: by a session, or as a device that was logged in. */
  readonly known?: boolean;
}

/** The service itself, and whatever does not compete with strangers. */
export const SERVICE_ITSELF: Asker = { network: '', account: '', known: true };
