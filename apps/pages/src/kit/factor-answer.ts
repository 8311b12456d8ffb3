import type { Factor } from '#libs/client';
import type { PasskeyAnswer } from './passkey.js';

/** What is shown of a second factor; the fields go by the method. */
export interface FactorAnswer extends Partial<PasskeyAnswer> {
  readonly method: Factor['method'];
  readonly code?: string;
}
