/** Who does something, and from where: what every audited act has to say. */
export interface Actor {
  /** The user or service client; null for strangers and for the service itself. */
  readonly id: string | null;
  readonly ip: string | null;
  readonly user_agent: string | null;
}

/** By what the operator's own program is known, who has no address. */
export const OPERATOR_AGENT = 'gatehouse command line';

/** The service itself, at start or on schedule. */
export const SERVICE: Actor = { id: null, ip: null, user_agent: null };
