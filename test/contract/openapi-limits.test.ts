/** What openapi.json says may be sent is as large as what the service reads, and no larger. */
import { describe, expect, it } from '@jest/globals';
import { document, FORM, operations, type Schema, text } from '../support/openapi/request-schemas.js';
import { adminToken } from '../support/people.js';
import { useGatehouse } from '../support/use-gatehouse.js';

describe('what openapi.json says may be sent', () => {
  const { service } = useGatehouse();

  it.each(['If-None-Match', 'X-CSRF-Token', 'Last-Event-ID'])('limits %s to what is read', name => {
    const all = operations.flatMap(({ operation: { parameters = [] } }) => parameters.filter(one => one.name === name));
    expect(all.length).toBeGreaterThan(0);
    expect(new Set(all.map(({ schema }) => schema.maxLength))).toEqual(new Set([8192]));
  });

  it.each([
    ['If-None-Match', 'GET', '/.well-known/jwks.json'],
    ['X-CSRF-Token', 'POST', '/v1/auth/logout-all?keep_current=true'],
    ['Last-Event-ID', 'GET', '/v1/revocations/stream'],
  ])('takes %s up to its limit, and answers 431 beyond', async (name, method, path) => {
    // To log out everywhere outdates the token that does it.
    const token = await adminToken(service.api);
    for (const [length, expected] of [
      [8193, /^431$/],
      [8192, /^20[04]$/],
    ] as const) {
      const leaving = new AbortController();
      const headers = { authorization: `Bearer ${token}`, [name]: 'x'.repeat(length) };
      const { status } = await fetch(service.url + path, { method, headers, signal: leaving.signal });
      leaving.abort();
      expect(String(status)).toMatch(expected);
    }
  });

  it('fits into a body as it is read', () => {
    const KIB = 1024;
    const limitOf = (path: string): number => {
      if (/^\/v1\/identity-providers(\/|$)/.test(path)) return 128 * KIB;
      return /^\/v1\/(roles|clients)(\/|$)/.test(path) ? 64 * KIB : 16 * KIB;
    };
    const tooLarge = operations.flatMap(({ path, operation: { operationId, requestBody } }) =>
      Object.entries(requestBody?.content ?? {}).flatMap(([type, { schema }]) => {
        const fields = Object.entries(
          document.components.schemas[schema.$ref.split('/').at(-1) ?? '']?.properties ?? {},
        );
        const sizes = fields.map(([name, field]) => name.length + largest(field, type === FORM ? 3 : 0) + 4);
        // A form holds the fields of one grant: each by itself has to fit, beside the credentials.
        const size = type === FORM ? Math.max(...sizes) + 2 * 256 * 3 : sizes.reduce((sum, one) => sum + one, 2);
        return size > limitOf(path) ? [`${operationId}: ${size}`] : [];
      }),
    );
    expect(tooLarge).toEqual([]);
  });

  it('has nothing beside a format that generators make a type of', () => {
    expect(text).not.toMatch(/"format": "(uuid|date-time|uri)",\s+"(pattern|minLength|maxLength)"/);
    expect(text).not.toMatch(/"(pattern|minLength|maxLength)": [^\n]+,\s+"format": "(uuid|date-time|uri)"/);
  });
});

/**
 * The bytes of the longest value. As JSON a control character takes six and others beyond ASCII four; in a form each byte
 * takes three.
 */
function largest(
  { type = [], format = '', pattern = '', maxLength = 0, maxItems = 0, items, enum: values }: Schema,
  factor: number,
): number {
  if (items !== undefined) return maxItems * (largest(items, factor) + 1);
  if (values !== undefined) return Math.max(...values.map(value => String(value).length)) * Math.max(factor, 1) + 2;
  if (format === 'uuid') return 38;
  if (format === 'date-time') return 64;
  // Custom claims have at most 512 bytes, and a key is of about that size.
  if ([type].flat().includes('object')) return 2048;
  const isAscii = !/\\u0000|\[\^/.test(pattern);
  const bytes = isAscii ? 1 : factor === 0 ? 6 : 4;
  return maxLength * bytes * Math.max(factor, 1) + 2;
}
