const DIRECTIVE = /(?:^|[\s,])max-age="?(\d{1,9})/i;

/** Seconds for which an answer may be used, by its `Cache-Control` and `Age` (RFC 9111 §4.2); undefined if it says none. */
export function cacheLifetimeOf(headers: Headers): number | undefined {
  const maxAge = DIRECTIVE.exec(headers.get('cache-control') ?? '')?.[1];
  if (maxAge === undefined) return undefined;
  const age = Number(headers.get('age') ?? 0);
  return Math.max(0, Number(maxAge) - (Number.isFinite(age) ? age : 0));
}
