import { beforeAll, describe, expect, it } from '@jest/globals';
import { FORM_TYPE } from '../support/oauth.js';
import { runNode } from '../support/process.js';
import { useGatehouse } from '../support/use-gatehouse.js';

const KIB = 1024;
const ID = '0199b2c4-7d1e-7c3a-9f52-1b0c5a7e4d21';

/** The routes that take more than 16 KiB, and how much they take. A new one has to be argued into this list. */
const LARGER = {
  'POST /v1/clients': 64 * KIB,
  'PATCH /v1/clients/:id': 64 * KIB,
  'POST /v1/identity-providers': 128 * KIB,
  'PATCH /v1/identity-providers/:id': 128 * KIB,
  'POST /v1/roles': 64 * KIB,
  'PATCH /v1/roles/:role': 64 * KIB,
  'POST /v1/roles/:role/members': 64 * KIB,
  'POST /v1/roles/:role/members/remove': 64 * KIB,
};

interface Route {
  readonly method: string;
  readonly url: string;
  readonly isOAuth: boolean;
  readonly readsLines: boolean;
  readonly maxBodyBytes?: number;
}

describe('the body of a request', () => {
  const { service } = useGatehouse();
  let routes: Route[];

  beforeAll(async () => {
    const listing = runNode(['dist/apps/auth/src/bin/list-routes.js'], {});
    expect(await listing.exited()).toBe(0);
    routes = (JSON.parse(listing.output()) as Route[]).filter(({ method }) => !['GET', 'HEAD'].includes(method));
  });

  /** Sends a body of so many bytes, of the type that the route reads; one that says nothing, for some read none. */
  async function isTooLarge({ method, url, isOAuth }: Route, size: number): Promise<boolean> {
    const path = url.replace(':role', 'user').replaceAll(/:\w+/g, ID);
    const body = isOAuth ? 'x'.repeat(size) : `{${' '.repeat(size - 2)}}`;
    const headers = { 'content-type': isOAuth ? FORM_TYPE : 'application/json' };
    return (await service.api.call(method, path, body, { headers })).status === 413;
  }

  it('may be of 16 KiB, and of more where the route declares it', () => {
    const declared = routes.flatMap(({ method, url, maxBodyBytes }) =>
      maxBodyBytes === undefined ? [] : [[`${method} ${url}`, maxBodyBytes]],
    );
    expect(Object.fromEntries(declared)).toEqual(LARGER);
  });

  it('is read up to what the route declares, and no further', async () => {
    expect(routes.length).toBeGreaterThan(25);
    // Lines are read as they arrive, however many there are: see users-imported-hostile.test.ts.
    for (const route of routes.filter(({ readsLines }) => !readsLines)) {
      const { method, url, maxBodyBytes = 16 * KIB } = route;
      const found = [await isTooLarge(route, maxBodyBytes), await isTooLarge(route, maxBodyBytes + 1)];
      expect([method, url, ...found]).toEqual([method, url, false, true]);
    }
  });
});
