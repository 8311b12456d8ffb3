import { EACH_LOOK, type Shot } from './shot.js';

/** The pages, apart from what is about second factors and links. */
export const PAGE_SHOTS: readonly Shot[] = [
  { name: 'login', address: '/account', mood: 'logged out', looks: EACH_LOOK },
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
  { name: 'account', address: '/account', looks: EACH_LOOK },
  { name: 'account-loading', address: '/account', mood: 'silent', looks: ['light'] },
  { name: 'account-error', address: '/account', mood: 'down', looks: ['light', 'dark'] },
  { name: 'device-code', address: '/device', looks: EACH_LOOK },
  {
    name: 'device',
    address: '/device?user_code=WDJB-MJHT',
    looks: EACH_LOOK,
    act: page => page.getByRole('button', { name: 'Let it in' }).waitFor(),
  },
  { name: 'set-password', address: '/account#/set-password', looks: ['light'] },
  { name: 'console-overview', address: '/console', looks: EACH_LOOK },
  { name: 'console-users', address: '/console#/users', looks: EACH_LOOK },
  { name: 'console-users-empty', address: '/console#/users?email_contains=nobody', mood: 'empty', looks: ['light'] },
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
  { name: 'console-identity-providers', address: '/console#/identity-providers', looks: EACH_LOOK },
  {
    name: 'console-identity-provider',
    address: '/console#/identity-providers/0199b2c4-7d1e-7c3a-9f52-1b0c5a7e4dc0',
    looks: EACH_LOOK,
    isWindow: true,
    act: page => page.getByText('Roles by claims').last().scrollIntoViewIfNeeded(),
  },
  { name: 'console-audit', address: '/console#/audit', looks: EACH_LOOK },
  { name: 'console-find', address: '/console#/find?q=o', looks: EACH_LOOK },
];
