import { ACCESS, Browser, type CookieSession, REFRESH } from './browser.js';
import type { TestDatabase } from './database.js';
import type { Gatehouse } from './gatehouse.js';
import { newPerson, type Person } from './people.js';
import { useGatehouse } from './use-gatehouse.js';

export const EXPIRED = [
  `${ACCESS}=; Max-Age=0; Path=/; HttpOnly; Secure; SameSite=Strict`,
  `${REFRESH}=; Max-Age=0; Path=/; HttpOnly; Secure; SameSite=Strict`,
];

interface BrowserSessions {
  readonly database: TestDatabase;
  readonly service: Gatehouse;
  /** Somebody new who has logged in by cookie. */
  newBrowser(): Promise<{ browser: Browser; person: Person; session: CookieSession }>;
}

/** A service, and browsers of people who log in there. */
export function useBrowserSessions(): BrowserSessions {
  const { database, service } = useGatehouse();
  return {
    database,
    service,
    async newBrowser() {
      const person = await newPerson(service.api);
      const browser = new Browser(service.url);
      return { browser, person, session: await browser.logIn(person) };
    },
  };
}

/** What a browser that asks who it speaks for is answered. */
export const me = async (browser: Browser): Promise<number> => (await browser.get('/v1/auth/me')).status;
