/** What people do on the pages. */
import { generateKeyPairSync } from 'node:crypto';
import { beforeAll, expect, it } from '@jest/globals';
import { newRole } from '../support/accounts.js';
import { ADMIN } from '../support/gatehouse.js';
import { adminToken, newPerson, type Person } from '../support/people.js';
import { OWN } from '../support/tls-hosts.js';
import { describeInChromium, fillInLogin, logInAt, settled, useBrowserStage } from './stage.js';

describeInChromium('the pages', () => {
  const stage = useBrowserStage();
  let token: string;
  let person: Person;

  beforeAll(async () => {
    token = await adminToken(stage.service.api);
    person = await newPerson(stage.service.api);
  });

  it('make a client with a key, say at the field what is wrong with it, and show no secret', async () => {
    const page = await stage.newPage();
    await logInAt(page, '/console#/users', ADMIN);
    await page.goto(`${OWN}/console#/clients`);
    await page.getByRole('button', { name: 'New client' }).click();
    await page.getByLabel('Name').fill('signer');
    const key = page.getByLabel('Public key');
    const make = page.getByRole('button', { name: 'Make it' });
    for (const wrong of ['not JSON', '{"kty":"RSA","n":"AQ","e":"AQ"}']) {
      await key.fill(wrong);
      await make.click();
      await page.locator('[name=public_jwk][aria-invalid=true]').waitFor();
    }
    const { publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    await key.fill(JSON.stringify(publicKey.export({ format: 'jwk' })));
    await make.click();
    // No dialog with a secret comes between.
    await page.getByRole('heading', { name: 'signer' }).waitFor();
    await page.getByText('This client has no secret.').waitFor();
    expect(await page.getByRole('dialog').count()).toBe(0);
    expect(await page.locator('dl').first().textContent()).toContain('Public keyEC');
  });

  it('find somebody, go there and back, and open at the same place again', async () => {
    const page = await stage.newPage();
    await logInAt(page, '/console#/users', ADMIN);
    await page.getByLabel('Any part of the e-mail address').fill(person.email.slice(2, 10));
    await page.getByRole('button', { name: 'Search' }).click();
    await page.getByRole('link', { name: person.email }).click();
    await page.getByRole('heading', { name: person.email }).waitFor();
    await page.goBack();
    await page.getByRole('link', { name: person.email }).waitFor();
    expect(await page.getByLabel('Any part of the e-mail address').inputValue()).toBe(person.email.slice(2, 10));
    await page.goForward();
    await page.reload();
    await page.getByRole('heading', { name: person.email }).waitFor();
  });

  it('keep what is typed at the login when the address changes under it', async () => {
    const page = await stage.newPage();
    await page.goto(`${OWN}/account`);
    await page.getByLabel('E-mail address').fill(person.email);
    const answered = page.waitForResponse('**/v1/auth/csrf');
    await page.route('**/v1/auth/csrf', async route => {
      await page.getByLabel('Password', { exact: true }).fill(person.password);
      await route.continue();
    });
    await page.goto(`${OWN}/account#/elsewhere`);
    await answered;
    await page.unroute('**/v1/auth/csrf');
    await settled(page);
    await page.getByRole('button', { name: 'Log in', exact: true }).click();
    // Where the list of sessions has come already, it has such a button as well.
    await page.getByRole('navigation').getByRole('button', { name: 'Log out' }).waitFor();
  });

  it('invite somebody, who sets a password by the token that was shown once, and logs in', async () => {
    const admin = await stage.newPage();
    await logInAt(admin, '/console#/users', ADMIN);
    await admin.getByRole('button', { name: 'Invite somebody' }).click();
    await admin.getByRole('dialog').getByLabel('E-mail address').fill('grace@example.test');
    await admin.getByRole('dialog').getByRole('button', { name: 'Invite' }).click();
    const invitation = await admin.getByLabel('The invitation').last().inputValue();
    await admin.getByRole('button', { name: 'Done' }).click();
    await admin.getByRole('heading', { name: 'grace@example.test' }).waitFor();
    expect(await admin.content()).not.toContain(invitation);

    const grace = await stage.newPage();
    const password = 'nine calm foxes paint';
    await grace.goto(`${OWN}/account#/set-password`);
    await grace.getByLabel('Token').fill(invitation);
    await grace.getByLabel('New password', { exact: true }).fill(password);
    await grace.getByLabel('New password again').fill(password);
    await grace.getByRole('button', { name: 'Set password' }).click();
    await grace.getByRole('heading', { name: 'Log in' }).waitFor();
    await fillInLogin(grace, { email: 'grace@example.test', password });
    await grace.getByText('this one').waitFor();
    // She has nothing to see there, and is offered nothing.
    expect(await grace.getByRole('link', { name: 'Console' }).count()).toBe(0);
    await grace.goto(`${OWN}/console#/users`);
    await grace.getByText('This needs the permission users:read.').waitFor();
  });

  it('ask for the password again before what needs a recent login, and do it then', async () => {
    const page = await stage.newPage();
    await logInAt(page, `/console#/users/${person.id}`, ADMIN);
    const stale = { code: 'insufficient_user_authentication', title: 'This needs a more recent login.', status: 401 };
    // Half an hour would have to pass.
    await page.route('**/password-token', route => route.fulfill({ status: 401, json: stale }), { times: 1 });
    await page.getByRole('button', { name: 'Reset password' }).click();
    await page.getByRole('dialog').getByLabel('Password').fill(ADMIN.password);
    await page.getByRole('button', { name: 'Go on' }).click();
    expect(await page.getByLabel('A token to set a password').last().inputValue()).toMatch(/^\S{20,}$/);
  });

  it('say how long to wait after too many attempts', async () => {
    const page = await stage.newPage();
    await page.goto(`${OWN}/account`);
    const refusal = { code: 'too_many_requests', title: 'Too many requests', status: 429 };
    await page.route('**/v1/auth/login', route =>
      route.fulfill({ status: 429, headers: { 'retry-after': '240' }, json: refusal }),
    );
    await fillInLogin(page, ADMIN);
    await page.getByText('Too many attempts. Try again in 4 minutes.').waitFor();
  });

  it('tell whoever comes second that somebody else has changed it', async () => {
    const role = await newRole(stage.service.api, token, ['orders:read']);
    const page = await stage.newPage();
    await logInAt(page, `/console#/roles/${role}`, ADMIN);
    const change = { description: 'Changed by somebody else' };
    expect((await stage.service.api.patch(`/v1/roles/${role}`, change, { token })).status).toBe(200);
    await page.getByLabel('What for').fill('Changed here');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('Somebody else has changed this meanwhile').waitFor();
    await page.getByRole('definition').filter({ hasText: 'Changed by somebody else' }).waitFor();
    await page.getByLabel('What for').fill('Changed here');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('is changed, and counts at once').waitFor();
  });

  it('offer an officer what the officer may do, and say what is missing when it was taken away', async () => {
    const { api } = stage.service;
    const officer = await newPerson(api);
    const role = await newRole(api, token, ['users:read', 'users:write']);
    expect((await api.put(`/v1/users/${officer.id}/roles/${role}`, undefined, { token })).status).toBe(204);
    const page = await stage.newPage();
    await logInAt(page, `/console#/users/${person.id}`, officer);
    await page.getByRole('heading', { name: person.email }).waitFor();
    expect(await page.getByRole('navigation', { name: 'Main' }).getByRole('link').allTextContents()).toEqual([
      'Users',
      'Account',
    ]);
    expect(await page.getByRole('button', { name: 'Delete' }).count()).toBe(0);
    expect(await page.getByRole('button', { name: 'Disable' }).count()).toBe(1);

    await api.patch(`/v1/roles/${role}`, { permissions: ['users:read'] }, { token });
    await page.getByRole('button', { name: 'Disable' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Disable' }).click();
    await page.getByText('This needs the permission users:write.').waitFor();
  });
});
