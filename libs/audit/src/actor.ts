/** Who does something, and from where: what every audited act has to say. */
export interface Actor {
  /** The user or service client; null for strangers and for the service itself. */
  readonly id: string | null;
  readonly ip: string | null;
  readonly user_agent: string | null;
}

/** The service itself, at start or on schedule. */
export const SERVICE: Actor = { id: null, ip: null, user_agent: null };
