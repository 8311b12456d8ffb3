/** The header of the console: many sections, in any width. */
import { beforeAll, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { ADMIN } from '../support/gatehouse.js';
import { adminToken } from '../support/people.js';
import { overflow } from './axe.js';
import { describeInChromium, logInAt, useBrowserStage } from './stage.js';

describeInChromium('the header of the console', () => {
  const stage = useBrowserStage();
  let page: Page;

  beforeAll(async () => {
    await adminToken(stage.service.api);
    page = await stage.newPage();
    await logInAt(page, '/console', ADMIN);
  });

  const placeOf = async (name: string): Promise<{ x: number; y: number; width: number; height: number }> => {
    const box = await page.getByRole('banner').locator(name).boundingBox();
    if (box === null) throw new Error(`${name} is not shown`);
    return box;
  };
  const middleOf = ({ y, height }: { y: number; height: number }): number => y + height / 2;

  it.each([1100, 1280, 1920])('is one row of all sections in %d pixels', async width => {
    await page.setViewportSize({ width, height: 800 });
    const [brand, out, last] = await Promise.all([
      placeOf('.brand'),
      placeOf('nav > button'),
      placeOf('nav a >> nth=-1'),
    ]);
    expect(Math.abs(middleOf(brand) - middleOf(out))).toBeLessThan(8);
    expect(Math.abs(middleOf(last) - middleOf(out))).toBeLessThan(8);
  });

  it.each([320, 480, 768, 1024])('has the way out beside the box for finding in %d pixels', async width => {
    await page.setViewportSize({ width, height: 800 });
    // The one that is shown is wider than the others.
    for (const link of await page.locator('header a[href^="#/"]').all()) {
      await link.click();
      const [box, out] = await Promise.all([placeOf('.find'), placeOf('nav > button')]);
      expect(Math.abs(middleOf(box) - middleOf(out))).toBeLessThan(8);
      expect(out.x + out.width).toBeLessThanOrEqual(width);
      expect(await overflow(page)).toBe(0);
    }
  });
});
