/** How a service stands to its issuer, for health checks and metrics. */
export interface GatehouseStatus {
  /** Whether the feed is being received. */
  readonly connected: boolean;
  /** By how many seconds the view of revocations may be behind; null before there was one. */
  readonly age_seconds: number | null;
  /** Whether that is more than allowed. */
  readonly stale: boolean;
  /** How many entries of the feed are held. */
  readonly entries: number;
  /** How many verification keys are held. */
  readonly keys: number;
}
