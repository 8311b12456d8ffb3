import type { Page } from 'playwright-core';
import { EACH_LOOK, type Shot } from './shot.js';

const CLIENT = '0199b2c4-7d1e-7c3a-9f52-1b0c5a7e4d60';

async function chooseThree(page: Page): Promise<void> {
  for (const name of ['ada', 'barbara', 'hedy']) await page.getByLabel(`Choose ${name}@example.org`).check();
}

async function preview(page: Page): Promise<void> {
  await chooseThree(page);
  await page.getByRole('button', { name: 'Give a role' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Role').fill('support-lead');
  await dialog.getByLabel('Until').selectOption('A month from now');
  await dialog.getByRole('button', { name: 'Preview' }).click();
  await dialog.getByText('They get the role').waitFor();
  await page.mouse.move(0, 0);
}

async function report(page: Page): Promise<void> {
  await preview(page);
  await page.getByRole('button', { name: 'Give support-lead to 3 people' }).click();
  await page.getByText('Done: 3 people.').waitFor();
  await page.mouse.move(0, 0);
}

const openAll = (page: Page): Promise<void> =>
  page.evaluate(() =>
    document.querySelectorAll<HTMLDetailsElement>('.tree details').forEach(details => (details.open = true)),
  );

async function edit(page: Page): Promise<void> {
  await page.getByLabel('Permissions').fill('orders:read\norders:refund\nusers:read');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByRole('dialog').getByText('Concerned').waitFor();
}

/** What is done to many, who may do what, everybody's sessions, and how a client is used. */
export const CONSOLE_SHOTS: readonly Shot[] = [
  { name: 'console-users-chosen', address: '/console#/users', looks: EACH_LOOK, act: chooseThree },
  { name: 'console-bulk-preview', address: '/console#/users', looks: EACH_LOOK, isWindow: true, act: preview },
  { name: 'console-bulk-report', address: '/console#/users', looks: EACH_LOOK, isWindow: true, act: report },
  { name: 'console-permission', address: '/console#/permissions/orders%3Aread', looks: EACH_LOOK, act: openAll },
  { name: 'console-matrix', address: '/console#/roles?view=matrix', looks: EACH_LOOK },
  { name: 'console-role-effects', address: '/console#/roles/support', looks: EACH_LOOK, isWindow: true, act: edit },
  { name: 'console-sessions', address: '/console#/sessions', looks: EACH_LOOK },
  {
    name: 'console-client',
    address: `/console#/clients/${CLIENT}`,
    looks: EACH_LOOK,
    isWindow: true,
    act: page => page.getByRole('heading', { name: 'Use it' }).evaluate(heading => heading.scrollIntoView()),
  },
];
