/** One field that was not accepted. */
export class ProblemField {
  /**
   * The path of the field.
   * @example "password"
   */
  field!: string;

  /** @example "too_short" */
  code!: string;

  /** @example "The password needs at least 15 characters." */
  message!: string;
}
