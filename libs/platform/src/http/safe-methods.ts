/** RFC 9110 §9.2.1: they change nothing. */
const SAFE_METHODS: readonly string[] = ['GET', 'HEAD', 'OPTIONS'];

export const isSafe = (method: string): boolean => SAFE_METHODS.includes(method);
