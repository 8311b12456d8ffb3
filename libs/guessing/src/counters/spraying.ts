/** So many failures of strangers within so long are taken for spraying. */
export const SPRAYING_FAILURES = 100;
export const SPRAYING_SPAN_MS = 10 * 60_000;
