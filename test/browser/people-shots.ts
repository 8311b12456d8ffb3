import type { Page } from 'playwright-core';
import { EACH_LOOK, type Shot } from './shot.js';

const TOKEN = '0199b2c4.Zm9yIHNob3cgb25seQ';

async function logIn(page: Page): Promise<void> {
  await page.getByLabel('E-mail address').fill('ada@example.org');
  await page.getByLabel('Password').fill('seven brave owls knit');
  await page.getByRole('button', { name: 'Log in' }).click();
  await page.getByRole('heading', { name: 'One more step' }).waitFor();
}

async function addApp(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Add an app' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Password').fill('seven brave owls knit');
  await dialog.getByRole('button', { name: 'Go on' }).click();
  await dialog.getByRole('img').waitFor();
}

async function renewCodes(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'New recovery codes' }).click();
  await page.getByRole('button', { name: 'Make new ones' }).click();
  await page.getByRole('list', { name: 'Recovery codes' }).waitFor();
}

async function removeApp(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Remove Authenticator app' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click();
  await page.getByRole('heading', { name: 'Is it you?' }).waitFor();
  // Where the button was there is another one now.
  await page.mouse.move(0, 0);
}

const link = (name: string): Shot => ({
  name,
  address: `/account#/${name}/${TOKEN}`,
  mood: 'logged out',
  looks: EACH_LOOK,
});

/** What is about second factors, and about links of mails. */
export const PEOPLE_SHOTS: readonly Shot[] = [
  { name: 'second-step', address: '/account', mood: 'in two steps', looks: EACH_LOOK, act: logIn },
  {
    name: 'second-step-passkey',
    address: '/account',
    mood: 'in two steps',
    looks: EACH_LOOK,
    async act(page) {
      await logIn(page);
      await page.getByRole('button', { name: 'Use a passkey instead' }).click();
    },
  },
  {
    name: 'login-code',
    address: '/account',
    mood: 'by code',
    looks: EACH_LOOK,
    async act(page) {
      await page.getByLabel('E-mail address').fill('ada@example.org');
      await page.getByRole('button', { name: 'Mail me a code' }).click();
      await page.getByRole('heading', { name: 'A code by mail' }).waitFor();
    },
  },
  { name: 'account-role-sleeps', address: '/account', mood: 'factorless', looks: EACH_LOOK },
  { name: 'add-app', address: '/account', looks: EACH_LOOK, isWindow: true, act: addApp },
  {
    name: 'add-passkey',
    address: '/account',
    looks: EACH_LOOK,
    isWindow: true,
    act: page => page.getByRole('button', { name: 'Add a passkey' }).click(),
  },
  { name: 'recovery-codes', address: '/account', looks: EACH_LOOK, isWindow: true, act: renewCodes },
  { name: 'step-up', address: '/account', mood: 'unsure', looks: EACH_LOOK, isWindow: true, act: removeApp },
  { name: 'forgot-password', address: '/account#/forgot-password', mood: 'logged out', looks: EACH_LOOK },
  link('new-account'),
  link('verify-email'),
  link('confirm-email'),
  link('undo-email'),
  link('not-me'),
  {
    name: 'link-is-over',
    address: `/account#/not-me/${TOKEN}`,
    mood: 'refusing',
    looks: EACH_LOOK,
    async act(page) {
      await page.getByRole('button', { name: 'It was not me' }).click();
      await page.getByRole('alert').locator('p').first().waitFor();
    },
  },
  { name: 'console-role-mfa', address: '/console#/roles/treasurer', looks: EACH_LOOK },
];
