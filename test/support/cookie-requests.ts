/** Somebody who is logged in by cookie, and requests that a browser would send or that look as if one had sent them. */
import { beforeAll, beforeEach } from '@jest/globals';
import { Browser, OWN_PAGE, type RawAnswer, send } from './browser.js';
import type { Gatehouse } from './gatehouse.js';
import { newPerson, type Person } from './people.js';
import { useGatehouse } from './use-gatehouse.js';

export const LISTED = 'https://app.example.test';
export const OTHER_LISTED = 'http://localhost:5173';
/** Nobody's session: 404 says that the request was let through to where it would have changed something. */
export const PROBE = '/v1/sessions/01999999-0000-7000-8000-000000000000';

export let service: Gatehouse;
export let person: Person;
/** Logged in anew before each test. */
export let browser: Browser;

/** Registers the hooks that start and stop everything: called once at the head of a test file. */
export function setTheCookieScene(): void {
  ({ service } = useGatehouse({ GATEHOUSE_CORS_ORIGINS: `${LISTED},${OTHER_LISTED}` }));

  beforeAll(async () => {
    person = await newPerson(service.api);
  });

  beforeEach(async () => {
    browser = new Browser(service.url);
    await browser.logIn(person);
  });
}

/** The status and, of a problem, its code. */
export const outcome = ({ status, body }: RawAnswer): [number, unknown] => [status, body['code']];
export const raw = (method: string, path: string, headers: string[], body?: string): Promise<RawAnswer> =>
  send(service.url + path, method, headers, body);
/** The headers of a page of its own. */
export const own = (): string[] => [...Object.entries(OWN_PAGE).flat(), 'x-csrf-token', browser.csrfToken ?? ''];
