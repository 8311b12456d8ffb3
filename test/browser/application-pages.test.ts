/** Applications on the account page and in the console. */
import { beforeAll, expect, it } from '@jest/globals';
import { ADMIN } from '../support/gatehouse.js';
import { letIn, newApplication, userinfo } from '../support/oidc-scene.js';
import { adminToken, logIn, newPerson } from '../support/people.js';
import { OWN } from '../support/tls-hosts.js';
import { describeInChromium, logInAt, useBrowserStage } from './stage.js';

describeInChromium('applications', () => {
  const stage = useBrowserStage();
  let admin: string;

  beforeAll(async () => {
    admin = await adminToken(stage.service.api);
  });

  it('are listed with what they may, and that is taken back', async () => {
    const { api } = stage.service;
    const application = await newApplication(api, admin, { name: 'Wiki <b>of</b> all' });
    const person = await newPerson(api);
    const token = await letIn(api, (await logIn(api, person)).access_token, application);
    const page = await stage.newPage();
    await logInAt(page, '/account', person);
    const sessions = page.getByRole('table', { name: /Your sessions/ });
    await sessions.getByText(application.name).waitFor();
    const allowed = page.getByRole('table', { name: /Applications that you have let in/ });
    await allowed.getByText('your e-mail address').waitFor();
    await allowed.getByRole('button', { name: `Take back what ${application.name} may` }).click();
    expect((await userinfo(api, token)).status).toBe(200);
    await page.getByRole('dialog').getByRole('button', { name: 'Take back' }).click();
    await page.getByText('You have let in no application.').waitFor();
    await page.getByText(`${application.name} may know nothing any more.`).waitFor();
    expect(await sessions.getByText(application.name).count()).toBe(0);
    expect((await userinfo(api, token)).status).toBe(401);
  });

  it('are registered and changed by an administrator, who is told at the field what is wrong', async () => {
    const page = await stage.newPage();
    await logInAt(page, '/console', ADMIN);
    await page.goto(`${OWN}/console#/clients`);
    await page.getByRole('button', { name: 'New application' }).click();
    const dialog = page.getByRole('dialog');
    const make = dialog.getByRole('button', { name: 'Make it' });
    await dialog.getByLabel('Name').fill('Board');
    await dialog.getByLabel('Redirect URIs', { exact: true }).fill('http://board.example.org/callback');
    await make.click();
    await dialog.locator('[name=redirect_uris][aria-invalid=true]').waitFor();
    await dialog.getByLabel('Redirect URIs', { exact: true }).fill('https://board.example.org/callback');
    await make.click();
    await page.getByRole('heading', { name: 'The secret of the application' }).waitFor();
    await page.getByRole('button', { name: 'Done' }).click();
    await page.getByRole('heading', { name: 'Board' }).waitFor();
    await page.getByText('https://board.example.org/callback', { exact: true }).first().waitFor();
    await page.getByRole('table', { name: 'Secrets of this client' }).waitFor();

    await page.getByLabel('Back-channel logout URI').fill('https://board.example.org/logout');
    await page.getByLabel('Consent').selectOption('true');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('Board is changed.').waitFor();
    const facts = await page.locator('dl').first().innerText();
    for (const fact of ['https://board.example.org/logout', 'nobody is asked', 'web']) expect(facts).toContain(fact);
    await page.getByLabel('Back-channel logout URI').fill('');
    await page.getByRole('button', { name: 'Save' }).click();
    await page
      .getByRole('definition')
      .filter({ hasText: 'https://board.example.org/logout' })
      .waitFor({ state: 'detached' });
  });

  it('that can keep no secret have none', async () => {
    const page = await stage.newPage();
    await logInAt(page, '/console', ADMIN);
    await page.goto(`${OWN}/console#/clients`);
    await page.getByRole('button', { name: 'New application' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Kind').selectOption('browser');
    await dialog.getByLabel('Name').fill('Page');
    await dialog.getByLabel('Redirect URIs', { exact: true }).fill('https://page.example.org/');
    await dialog.getByRole('button', { name: 'Make it' }).click();
    await page.getByRole('heading', { name: 'Page' }).waitFor();
    expect(await page.getByText('Secrets').count()).toBe(0);
  });
});
