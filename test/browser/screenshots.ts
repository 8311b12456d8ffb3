/**
 * Takes the pictures of docs/screenshots anew, or into the folder that is named: `npm run screenshots`. Nothing in them
 * depends on the day or the machine, but for its fonts: the built pages are shown with made-up answers of the service, at
 * a made-up time.
 */
import { mkdir, readdir, readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, Page, Route } from 'playwright-core';
import { startChromium } from '../support/chromium.js';
import { answers, NOW } from './screenshot-answers.js';

const OUT = process.argv[2] ?? 'docs/screenshots';
const PAGES = 'dist/pages';
const ORIGIN = 'https://auth.example.org';
const MAX_BYTES = 150 * 1024;
const WIDE = { width: 1100, height: 800 };
const NARROW = { width: 320, height: 1200 };
const TYPES: Readonly<Record<string, string>> = { js: 'text/javascript', css: 'text/css' };

/** What the service does, as far as a picture is about that. */
type Mood = 'well' | 'logged out' | 'refusing' | 'silent' | 'empty' | 'down';

interface Shot {
  readonly name: string;
  readonly address: string;
  readonly mood?: Mood;
  readonly looks: readonly ('light' | 'dark' | 'narrow')[];
  /** Whether it shows what lies over the page, and so no more than a window. */
  readonly isWindow?: boolean;
  /** What is done before the picture is taken. */
  readonly act?: (page: Page) => Promise<void>;
}

const SHOTS: readonly Shot[] = [
  { name: 'login', address: '/account', mood: 'logged out', looks: ['light', 'dark', 'narrow'] },
  {
    name: 'login-failed',
    address: '/account',
    mood: 'refusing',
    looks: ['light'],
    async act(page) {
      await page.getByLabel('E-mail address').fill('ada@example.org');
      await page.getByLabel('Password').fill('wrong');
      await page.getByRole('button', { name: 'Log in' }).click();
      await page.getByRole('alert').locator('p').waitFor();
    },
  },
  { name: 'account', address: '/account', looks: ['light', 'dark', 'narrow'] },
  { name: 'account-loading', address: '/account', mood: 'silent', looks: ['light'] },
  { name: 'account-error', address: '/account', mood: 'down', looks: ['light', 'dark'] },
  { name: 'set-password', address: '/account#/set-password', looks: ['light'] },
  { name: 'console-users', address: '/console#/users', looks: ['light', 'dark', 'narrow'] },
  { name: 'console-users-empty', address: '/console#/users?email_prefix=nobody', mood: 'empty', looks: ['light'] },
  { name: 'console-users-loading', address: '/console#/users', mood: 'silent', looks: ['dark'] },
  { name: 'console-users-error', address: '/console#/users', mood: 'down', looks: ['light'] },
  {
    name: 'console-invite',
    address: '/console#/users',
    looks: ['light', 'narrow'],
    isWindow: true,
    act: page => page.getByRole('button', { name: 'Invite somebody' }).click(),
  },
  { name: 'console-user', address: '/console#/users/0199b2c4-7d1e-7c3a-9f52-1b0c5a7e4d00', looks: ['light', 'dark'] },
  { name: 'console-roles', address: '/console#/roles', looks: ['light'] },
  { name: 'console-role', address: '/console#/roles/support', looks: ['light'] },
  { name: 'console-clients', address: '/console#/clients', looks: ['light'] },
  { name: 'console-clients-empty', address: '/console#/clients', mood: 'empty', looks: ['dark'] },
  { name: 'console-audit', address: '/console#/audit', looks: ['light', 'dark', 'narrow'] },
];

await rm(OUT, { recursive: true, force: true });
await mkdir(OUT, { recursive: true });
const browser = await startChromium();
try {
  for (const shot of SHOTS) for (const look of shot.looks) await take(browser, shot, look);
} finally {
  await browser.close();
}
let total = 0;
for (const name of await readdir(OUT)) {
  const { size } = await stat(join(OUT, name));
  if (size > MAX_BYTES) throw new Error(`${name} has ${size} bytes, more than ${MAX_BYTES}.`);
  total += size;
}
process.stdout.write(`${OUT}: ${Math.round(total / 1024)} KB\n`);

async function take(
  browser: Browser,
  { name, address, mood = 'well', isWindow = false, act }: Shot,
  look: string,
): Promise<void> {
  const context = await browser.newContext({
    viewport: look === 'narrow' ? NARROW : WIDE,
    colorScheme: look === 'dark' ? 'dark' : 'light',
    locale: 'en-GB',
    timezoneId: 'UTC',
    reducedMotion: 'reduce',
  });
  const page = await context.newPage();
  await page.clock.setFixedTime(NOW);
  await page.route(`${ORIGIN}/**`, route => answer(route, mood));
  await page.goto(ORIGIN + address);
  await page.locator('h1').waitFor({ state: 'attached' });
  if (mood === 'silent') await page.locator('.placeholder').first().waitFor();
  else await page.waitForFunction(() => document.querySelector('[aria-busy]') === null);
  await act?.(page);
  await page.screenshot({
    path: join(OUT, `${name}-${look}.png`),
    fullPage: look !== 'narrow' && !isWindow,
    caret: 'hide',
  });
  await context.close();
}

async function answer(route: Route, mood: Mood): Promise<void> {
  const { pathname } = new URL(route.request().url());
  if (pathname.startsWith('/v1/')) return answerCall(route, pathname, mood);
  // A service that offers nothing but what it does unless told otherwise.
  if (pathname.startsWith('/.well-known/')) return route.fulfill({ json: {} });
  const path = pathname.startsWith('/pages/') ? pathname.replace('/pages/', 'assets/') : `${pathname}.html`;
  const contentType = TYPES[path.split('.').at(-1) ?? ''] ?? 'text/html';
  return route.fulfill({ contentType, body: await readFile(join(PAGES, path)) });
}

async function answerCall(route: Route, path: string, mood: Mood): Promise<void> {
  const isLogin = path === '/v1/auth/login';
  if (mood === 'refusing' && isLogin) {
    return problem(route, 401, 'invalid_credentials', 'The e-mail address or the password is wrong.');
  }
  if (mood === 'logged out' || mood === 'refusing') return problem(route, 401, 'token_missing', 'There is no token.');
  if (path === '/v1/auth/csrf' || path === '/v1/auth/me') return route.fulfill({ json: answers(path) });
  // No answer, as far as the picture goes.
  if (mood === 'silent') return;
  if (mood === 'down') return problem(route, 503, 'database_unavailable', 'The database cannot be reached.');
  if (mood === 'empty') return route.fulfill({ json: { items: [], next_cursor: null } });
  return route.fulfill({ json: answers(path) });
}

function problem(route: Route, status: number, code: string, title: string): Promise<void> {
  return route.fulfill({ status, headers: { 'retry-after': '5' }, json: { status, code, title } });
}
