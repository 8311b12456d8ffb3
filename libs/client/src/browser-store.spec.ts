import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import { browserStore, type BrowserStorage } from './browser-store.js';
import { inTurn, type Tokens } from './store.js';

class Storage implements BrowserStorage {
  readonly texts = new Map<string, string>();
  getItem = (key: string): string | null => this.texts.get(key) ?? null;
  setItem = (key: string, text: string): void => void this.texts.set(key, text);
  removeItem = (key: string): void => void this.texts.delete(key);
}

const TOKENS: Tokens = { access_token: 'a', refresh_token: 'r', session_id: 's', expires_in: 600, expires_at: 1 };

describe('the store of a browser', () => {
  it('keeps a login under its name, and removes it', async () => {
    const storage = new Storage();
    const store = browserStore({ storage, key: 'mine' });
    await store.write(TOKENS);
    expect([...storage.texts.keys()]).toEqual(['mine']);
    await expect(browserStore({ storage, key: 'mine' }).read()).resolves.toEqual(TOKENS);
    await expect(browserStore({ storage }).read()).resolves.toBeUndefined();
    await store.write(undefined);
    expect(storage.texts.size).toBe(0);
  });

  it.each(['', 'null', '[]', '{"access_token":"a"}', '{'])('takes what is not its own for nothing: %s', async text => {
    const storage = new Storage();
    storage.texts.set('gatehouse', text);
    await expect(browserStore({ storage }).read()).resolves.toBeUndefined();
  });

  it('lets all tabs wait for the lock of its name', async () => {
    const names: string[] = [];
    const alone = inTurn();
    const locks = {
      request: <T>(name: string, work: () => Promise<T>): Promise<T> => {
        names.push(name);
        return alone(work);
      },
    };
    const storage = new Storage();
    const tabs = [browserStore({ storage, locks }), browserStore({ storage, locks })];
    const order: string[] = [];
    await Promise.all(
      tabs.map((tab, index) =>
        tab.lock(async () => {
          order.push(`in ${index}`);
          await tab.read();
          order.push(`out ${index}`);
        }),
      ),
    );
    expect(order).toEqual(['in 0', 'out 0', 'in 1', 'out 1']);
    expect(names).toEqual(['gatehouse', 'gatehouse']);
  });

  it('waits for what another tab has written, if it had to wait for the lock', async () => {
    const hearers = new Set<(event: { key: string | null }) => void>();
    const window = {
      addEventListener: (_type: string, hear: (event: { key: string | null }) => void) => void hearers.add(hear),
      removeEventListener: (_type: string, hear: (event: { key: string | null }) => void) => void hearers.delete(hear),
    };
    Object.assign(globalThis, window);
    try {
      const storage = new Storage();
      let release = (): void => undefined;
      const held = new Promise<void>(resolve => (release = resolve));
      const locks = { request: <T>(_name: string, work: () => Promise<T>): Promise<T> => held.then(work) };
      const store = browserStore({ storage, locks });
      const read = store.lock(() => store.read());
      await delay(50);
      release();
      await delay(5);
      // The lock is passed on first, the news come later.
      await browserStore({ storage }).write(TOKENS);
      for (const key of ['another', 'gatehouse']) hearers.forEach(hear => hear({ key }));
      await expect(read).resolves.toEqual(TOKENS);
      expect(hearers.size).toBe(0);
      const nobodyWrites = store.lock(async () => 'in');
      await expect(nobodyWrites).resolves.toBe('in');
    } finally {
      for (const name of Object.keys(window)) Reflect.deleteProperty(globalThis, name);
    }
  });

  it('says that there is none outside of a browser', () => {
    expect(() => browserStore()).toThrow('there is no localStorage here');
  });
});
