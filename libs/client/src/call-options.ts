export interface CallOptions {
  /**
   * Gives the call up, whatever it is waiting for; it rejects with the signal's reason. A refresh that it waits for goes
   * on for the others.
   */
  readonly signal?: AbortSignal | undefined;
  /** Milliseconds that one attempt may take, its body included. Default: the client's `timeoutMs`. */
  readonly timeoutMs?: number | undefined;
}
