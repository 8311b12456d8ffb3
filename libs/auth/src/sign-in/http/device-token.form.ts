import { DEVICE_TOKEN_LENGTH } from '#libs/guessing';
import type { TextForm } from '#libs/platform';

/** What makes a device known, as it is given out. What is sent may be anything: it counts for nothing then. */
export const DEVICE_TOKEN: TextForm = {
  pattern: '^gtd_[A-Za-z0-9_-]+$',
  maxLength: DEVICE_TOKEN_LENGTH,
};
