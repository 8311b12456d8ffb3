/** Tells seconds that only ever go forward, from any beginning: for durations, never for dates. */
export type Clock = () => number;

export const monotonicSeconds: Clock = () => performance.now() / 1000;
