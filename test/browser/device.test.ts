/** Somebody types the code of a device that has no browser, and lets it in or does not. */
import { beforeAll, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { beginDevice, type BegunDevice, newDeviceApplication, poll } from '../support/device-scene.js';
import { type Application, userinfo } from '../support/oidc-scene.js';
import { adminToken, newPerson, type Person } from '../support/people.js';
import { OWN } from '../support/tls-hosts.js';
import { overflow, violationsByDayAndNight } from './axe.js';
import { press, typeInto } from './keyboard.js';
import { describeInChromium, fillInLogin, settled, useBrowserStage } from './stage.js';

const NAME = 'TV <img src=x onerror=alert(1)>';
/** A red dot. */
const DOT =
  'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAUAAAAFCAYAAACNbyblAAAAHElEQVQI12P4//8/w38GIAXDIBKE0DHxgljNBAAO9TXL0Y4OHwAAAABJRU5ErkJggg==';

describeInChromium('the page at which devices are let in', () => {
  const stage = useBrowserStage();
  let tv: Application;
  let person: Person;

  beforeAll(async () => {
    const { api } = stage.service;
    tv = await newDeviceApplication(api, await adminToken(api), { name: NAME, logo_uri: DOT });
    person = await newPerson(api);
  });

  const begin = (): Promise<BegunDevice> =>
    beginDevice(stage.service.api, tv, {}, { 'user-agent': '<script>alert(2)</script>' });
  const outcome = async (device: BegunDevice): Promise<unknown> =>
    (await poll(stage.service.api, tv, device)).body['error'];

  /** Somebody new at the page, who logs in there. @returns what ran or was refused by the policy of the page */
  async function arrive(query = ''): Promise<{ page: Page; faults: string[] }> {
    const page = await stage.newPage();
    const faults: string[] = [];
    page.on('dialog', dialog => faults.push(dialog.message()));
    page.on(
      'console',
      message => /Content Security Policy|Trusted/.test(message.text()) && faults.push(message.text()),
    );
    await page.goto(`${OWN}/device${query}`);
    await fillInLogin(page, person);
    return { page, faults };
  }
  const question = (page: Page): Promise<void> =>
    page.getByRole('heading', { name: `Let ${NAME} in on a device?` }).waitFor();
  const click = (page: Page, name: string): Promise<void> => page.getByRole('button', { name, exact: true }).click();

  it('says who asks for what and from where, warns, and lets it in', async () => {
    const device = await begin();
    const { page, faults } = await arrive();
    await page.getByRole('heading', { name: 'Connect a device' }).waitFor();
    expect(await violationsByDayAndNight(page)).toEqual([]);
    await page.getByLabel('Code').fill(device.user_code.toLowerCase().replace('-', ''));
    await click(page, 'Go on');
    await question(page);
    const text = await page.locator('main').innerText();
    for (const told of ['127.0.0.1', '<script>alert(2)</script>', 'just now', 'your e-mail address', person.email])
      expect(text).toContain(told);
    expect(text).toContain('If somebody has sent you the code or a link, cancel');
    expect(await page.locator('main img').evaluate((image: HTMLImageElement) => image.naturalWidth)).toBe(5);
    expect(await page.locator('main').locator('script, img:not(.logo)').count()).toBe(0);
    expect(await violationsByDayAndNight(page)).toEqual([]);
    await page.setViewportSize({ width: 320, height: 640 });
    expect(await overflow(page)).toBe(0);
    // Nothing has happened by looking, and a reload goes on.
    expect(await outcome(device)).toBe('authorization_pending');
    await page.reload();
    await question(page);
    await click(page, 'Let it in');
    await page.getByRole('heading', { name: 'The device is let in' }).waitFor();
    const { body } = await poll(stage.service.api, tv, device);
    expect((await userinfo(stage.service.api, String(body['access_token']))).body['email']).toBe(person.email);
    // What was done is not done again.
    await page.reload();
    await page.getByText('Type the code that the device shows.').waitFor();
    expect(new URL(page.url()).search).toBe('');
    expect(faults).toEqual([]);
  });

  it('asks even who comes by the link that a device shows, and does not let it in for who does not want to', async () => {
    const device = await begin();
    const { page } = await arrive(`?user_code=${device.user_code}`);
    await question(page);
    expect(await outcome(device)).toBe('authorization_pending');
    await click(page, 'Cancel');
    await page.getByRole('heading', { name: 'The device is not let in' }).waitFor();
    expect(await outcome(device)).toBe('access_denied');
    await click(page, 'Connect another device');
    await page.getByLabel('Code').waitFor();
  });

  it('says that a code is wrong, or over, and takes another', async () => {
    const { page } = await arrive('?user_code=BBBB-BBBB');
    const wrong = page.getByRole('alert').getByText('No device waits for this code');
    await wrong.waitFor();
    expect(await violationsByDayAndNight(page)).toEqual([]);
    const device = await begin();
    await stage.database.query('UPDATE device_authorizations SET expires_at = now()');
    await page.getByLabel('Code').fill(device.user_code);
    await click(page, 'Go on');
    await page.locator('form').getByText('No device waits for this code').waitFor();
    const next = await begin();
    await page.getByLabel('Code').fill(next.user_code);
    await click(page, 'Go on');
    await question(page);
    // Meanwhile it takes too long.
    await stage.database.query('UPDATE device_authorizations SET expires_at = now()');
    await click(page, 'Let it in');
    await wrong.waitFor();
    await page.getByLabel('Code').waitFor();
    expect(await outcome(next)).toBe('expired_token');
  });

  it('can be walked through by keyboard alone', async () => {
    const device = await begin();
    const { page } = await arrive();
    await page.getByLabel('Code').waitFor();
    await typeInto(page, 'user_code', device.user_code);
    await page.keyboard.press('Enter');
    await question(page);
    await settled(page);
    await press(page, 'Let it in');
    await page.getByRole('heading', { name: 'The device is let in' }).waitFor();
    expect((await poll(stage.service.api, tv, device)).status).toBe(200);
  });

  it('lets in what was asked in one of two windows, and says in the other that it was answered', async () => {
    const device = await begin();
    const { page } = await arrive(`?user_code=${device.user_code}`);
    await question(page);
    const other = await page.context().newPage();
    await other.goto(`${OWN}/device?user_code=${device.user_code}`);
    await question(other);
    await click(page, 'Let it in');
    await page.getByRole('heading', { name: 'The device is let in' }).waitFor();
    await click(other, 'Cancel');
    await other.getByRole('alert').getByText('No device waits for this code').waitFor();
    expect((await poll(stage.service.api, tv, device)).status).toBe(200);
  });
});
