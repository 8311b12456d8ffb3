/**
 * Takes the pictures of docs/screenshots anew, or into the folder that is named: `npm run screenshots`. Nothing in them
 * depends on the day or the machine, but for its fonts: the built pages are shown with made-up answers of the service, at
 * a made-up time.
 */
import { mkdir, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { startChromium } from '../support/chromium.js';
import { CONSOLE_SHOTS } from './console-shots.js';
import { mailShots } from './mail-shots.js';
import { PAGE_SHOTS } from './page-shots.js';
import { PEOPLE_SHOTS } from './people-shots.js';
import { NOW } from './screenshot-answers.js';
import type { Look, Shot } from './shot.js';
import { answer, ORIGIN, show } from './stand-in-service.js';

const OUT = process.argv[2] ?? 'docs/screenshots';
const MAX_BYTES = 180 * 1024;
const WIDE = { width: 1100, height: 800 };
const NARROW = { width: 320, height: 1200 };

await rm(OUT, { recursive: true, force: true });
await mkdir(OUT, { recursive: true });
const browser = await startChromium();
try {
  const shots = [...PAGE_SHOTS, ...CONSOLE_SHOTS, ...PEOPLE_SHOTS, ...(await mailShots())];
  for (const shot of shots) for (const look of shot.looks) await take(browser, shot, look);
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
  { name, address, html, mood = 'well', isWindow = false, act }: Shot,
  look: Look,
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
  await page.route(`${ORIGIN}/**`, route => (html === undefined ? answer(route, mood) : show(route, html)));
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
