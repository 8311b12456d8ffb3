/** Declared answers, as `operation status`, that no test brings about, and why. One that is exercised has to go from here. */
export const UNEXERCISED = {};
