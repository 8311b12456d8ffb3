import { beforeAll, describe, expect, it } from '@jest/globals';
import type { Answer } from '../support/api.js';
import { Browser } from '../support/browser.js';
import { beginDevice, decide, newDeviceApplication, poll } from '../support/device-scene.js';
import { type Application, newVisitor, userinfo } from '../support/oidc-scene.js';
import { adminToken, newLogin } from '../support/people.js';
import { useGatehouse } from '../support/use-gatehouse.js';

const told = ({ status, body }: Answer): unknown[] => [status, body['error'] ?? body['code']];

describe('attacks on the code of a device', () => {
  const { database, service } = useGatehouse();
  let admin: string;
  let tv: Application;

  beforeAll(async () => {
    admin = await adminToken(service.api);
    tv = await newDeviceApplication(service.api, admin);
  });

  it('is of one client', async () => {
    const { tokens } = await newLogin(service.api);
    const device = await beginDevice(service.api, tv);
    await decide(service.api, tokens.access_token, device, 'approve');
    const other = await newDeviceApplication(service.api, admin);
    expect(told(await poll(service.api, other, device))).toEqual([400, 'invalid_grant']);
    expect(told(await poll(service.api, tv, { device_code: `${device.device_code}x` }))).toEqual([
      400,
      'invalid_grant',
    ]);
    expect((await poll(service.api, tv, device)).status).toBe(200);
  });

  it('is let in by nobody in the name of somebody else', async () => {
    const { browser } = await newVisitor(service);
    const { user_code } = await beginDevice(service.api, tv);
    for (const path of ['/v1/auth/device', '/v1/auth/device/approve', '/v1/auth/device/decline']) {
      expect((await service.api.post(path, { user_code })).status).toBe(401);
      for (const headers of [
        { 'x-csrf-token': '' },
        { 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' },
      ]) {
        expect((await browser.post(path, { user_code }, headers)).status).toBe(403);
      }
    }
    const page = await new Browser(service.url).get('/device');
    expect(page.headers['content-security-policy']).toContain("frame-ancestors 'none'");
  });

  it('keeps its codes in no form in which they could be presented', async () => {
    const device = await beginDevice(service.api, tv);
    const rows = await database.query<{ row: string }>('SELECT d::text AS row FROM device_authorizations d');
    for (const { row } of rows) {
      expect(row).not.toContain(device.device_code.slice(4));
      expect(row).not.toContain(device.user_code.replace('-', ''));
    }
  });

  it('gets tokens once: a code that was used is refused, and what came of it stays', async () => {
    const { tokens } = await newLogin(service.api);
    const device = await beginDevice(service.api, tv);
    await decide(service.api, tokens.access_token, device, 'approve');
    const { body } = await poll(service.api, tv, device);
    expect(told(await poll(service.api, tv, device))).toEqual([400, 'invalid_grant']);
    expect((await userinfo(service.api, String(body['access_token']))).status).toBe(200);
    expect(told(await decide(service.api, tokens.access_token, device, 'approve'))).toEqual([
      404,
      'user_code_not_found',
    ]);
  });
});

describe('guesses at the codes of devices', () => {
  const { service } = useGatehouse({ GATEHOUSE_THROTTLE: 'on', GATEHOUSE_RATE_LIMIT: '10000' });

  it('are limited, whoever has a device of their own to succeed with now and then', async () => {
    const tv = await newDeviceApplication(service.api, await adminToken(service.api));
    const { tokens } = await newLogin(service.api);
    const look = async (user_code: string): Promise<number> =>
      (await service.api.post('/v1/auth/device', { user_code }, { token: tokens.access_token })).status;
    const { user_code: own } = await beginDevice(service.api, tv);
    const seen: number[] = [];
    for (let tries = 0; tries < 12; tries++) {
      seen.push(await look('BBBB-BBBB'));
      if (tries % 4 === 0) expect(await look(own)).toBe(200);
    }
    expect(seen.slice(0, 11)).toEqual(Array.from({ length: 11 }, () => 404));
    expect(seen.at(-1)).toBe(429);
    expect(await look(own)).toBe(429);
  });
});
