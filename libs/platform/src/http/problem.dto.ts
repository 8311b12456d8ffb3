import { text } from './fields/forms.js';
import { Shown } from './fields/said.js';

/** One field that was not accepted. */
export class ProblemField {
  /**
   * The path of the field.
   * @example "password"
   */
  @Shown(text(65_536))
  field!: string;

  /** @example "too_short" */
  @Shown({ pattern: '^[a-z][a-z0-9_]*$', maxLength: 64 })
  code!: string;

  /** @example "The password needs at least 15 characters." */
  @Shown(text(70_000))
  message!: string;
}
