/** A request to somebody else has come to nothing. What it says is for the log: it names addresses. */
export class OutboundFailure extends Error {
  override readonly name = 'OutboundFailure';

  /** @param isForbidden whether it was not even sent, for where it was to go; else whoever is there does not answer as they should */
  constructor(
    message: string,
    readonly isForbidden: boolean,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }

  /** What was caught, as one of these. */
  static of(error: unknown): OutboundFailure {
    if (error instanceof OutboundFailure) return error;
    return new OutboundFailure(String(error), false, { cause: error });
  }

  /** The failure on which another error goes back, if there is one. */
  static behind(error: unknown): OutboundFailure | undefined {
    for (let one = error; one instanceof Error; one = one.cause) if (one instanceof OutboundFailure) return one;
    return undefined;
  }
}
