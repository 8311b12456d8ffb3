export const ONE_YEAR_SECONDS = 31_536_000;

/** What an answer carries at least, where no hook of Fastify runs. */
export const BARE_HEADERS = {
  'Content-Security-Policy': "default-src 'none';base-uri 'none';form-action 'none';frame-ancestors 'none'",
  'Cross-Origin-Resource-Policy': 'same-origin',
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
  'Referrer-Policy': 'no-referrer',
  'Strict-Transport-Security': `max-age=${ONE_YEAR_SECONDS}`,
};
