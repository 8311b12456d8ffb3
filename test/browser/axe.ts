import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { expect } from '@jest/globals';
import type { AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';

const source = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** What axe-core finds on the page that keeps people out. @param rules only these; none: all */
export async function violations(page: Page, rules: readonly string[] = []): Promise<string[]> {
  await page.evaluate(source);
  const { violations, passes } = await page.evaluate(
    ([rules]) =>
      (window as unknown as { axe: { run(options: object): Promise<AxeResults> } }).axe.run(
        rules!.length > 0 ? { runOnly: rules } : {},
      ),
    [rules],
  );
  expect(passes.length).toBeGreaterThan(0);
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
}

/** The same in the light and in the dark, where only colours differ. */
export async function violationsByDayAndNight(page: Page): Promise<string[]> {
  const byDay = await violations(page);
  await page.emulateMedia({ colorScheme: 'dark' });
  const byNight = await violations(page, ['color-contrast']);
  await page.emulateMedia({ colorScheme: 'light' });
  return [...byDay, ...byNight.map(problem => `in the dark: ${problem}`)];
}

/** By how many pixels the page is wider than the window. */
export const overflow = (page: Page): Promise<number> =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
