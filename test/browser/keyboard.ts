import type { Page } from 'playwright-core';

/** What has the focus, by what it says or is called. */
export const focused = (page: Page): Promise<string> =>
  page.evaluate(() => {
    const { activeElement: element } = document;
    if (element === null || element === document.body) return '';
    // Of a select the text is all that could be chosen.
    const isField = element instanceof HTMLInputElement || element instanceof HTMLSelectElement;
    return (!isField && element.textContent) || element.getAttribute('name') || element.tagName;
  });

/** Presses Tab until this has the focus. Whoever has no mouse gets there in no other way. */
export async function tabTo(page: Page, name: string): Promise<void> {
  const visited: string[] = [];
  for (let steps = 0; steps < 40; steps++) {
    const now = await focused(page);
    if (now === name) return;
    visited.push(now);
    await page.keyboard.press('Tab');
  }
  throw new Error(`Tab leads to ${visited.join(', ')}, and not to ${name}`);
}

/** Fills in a field, in place of what is in it. */
export async function typeInto(page: Page, name: string, text: string): Promise<void> {
  await tabTo(page, name);
  await page.keyboard.press('Control+A');
  await page.keyboard.type(text);
}

export async function press(page: Page, name: string): Promise<void> {
  await tabTo(page, name);
  await page.keyboard.press('Enter');
}
