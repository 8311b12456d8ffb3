import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { startChromium } from '../support/chromium.js';
import { newPerson, type Person } from '../support/people.js';
import { useGatehouse } from '../support/use-gatehouse.js';
import { describeInChromium } from './stage.js';

describeInChromium('the documentation page, in a browser', () => {
  const { service } = useGatehouse({ GATEHOUSE_PASSWORD_GRANT: 'on' });
  let browser: Browser;
  let page: Page;
  let person: Person;
  const complaints: string[] = [];
  const foreign: string[] = [];

  beforeAll(async () => {
    person = await newPerson(service.api);
    browser = await startChromium();
    page = await browser.newPage();
    page.on('console', message => {
      if (message.type() === 'error') complaints.push(message.text());
    });
    page.on('pageerror', error => complaints.push(String(error)));
    page.on('request', request => {
      if (!request.url().startsWith(service.url) && !request.url().startsWith('data:')) foreign.push(request.url());
    });
  });

  afterAll(() => browser.close());

  it('logs in by Authorize, and then calls a guarded operation', async () => {
    await page.goto(`${service.url}/docs`);
    await page.getByRole('button', { name: 'Authorize' }).first().click();
    const dialog = page.locator('.auth-container', { has: page.locator('#oauth_username') });
    await dialog.locator('#oauth_username').fill(person.email);
    await dialog.locator('#oauth_password').fill(person.password);
    await dialog.getByRole('button', { name: 'Apply given OAuth2 credentials' }).click();
    await page.getByRole('button', { name: 'Remove authorization' }).first().waitFor();
    await page.getByRole('button', { name: 'Close' }).first().click();

    const operation = page.locator('#operations-auth-getMe');
    await operation.getByRole('button').first().click();
    await operation.getByRole('button', { name: 'Try it out' }).click();
    const answered = page.waitForResponse(`${service.url}/v1/auth/me`);
    await operation.getByRole('button', { name: 'Execute' }).click();
    const answer = await answered;
    expect(answer.status()).toBe(200);
    expect(await answer.json()).toMatchObject({ id: person.id, email: person.email });
    await operation.locator('.live-responses-table').getByText(person.email).first().waitFor();
  });

  it('asks no other host for anything, and breaks no rule of its own policy', () => {
    expect(foreign).toEqual([]);
    expect(complaints).toEqual([]);
  });
});
