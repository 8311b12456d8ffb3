/**
 * What Schemathesis objects to and is right as it is, one by one. An exception that is of no use any more fails the test,
 * unless it is said to be rare: then it is told, and no more.
 */
export interface Exception {
  /** The `operationId`; the whole of it. */
  readonly operations: RegExp;
  readonly check: string;
  /** The status, the code, and the fields with their codes: `400 validation_failed expires_at:not_in_future`. */
  readonly answer: RegExp;
  readonly reason: string;
  /** Generated only now and then. */
  readonly isRare?: boolean;
}
