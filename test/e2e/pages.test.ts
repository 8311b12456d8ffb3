import { afterEach, describe, expect, it } from '@jest/globals';
import { askForCodes, newDeviceApplication, poll } from '../support/device-scene.js';
import { Gatehouse } from '../support/gatehouse.js';
import { postForm } from '../support/oauth.js';
import { requestOf } from '../support/oidc-scene.js';
import { adminToken } from '../support/people.js';
import { useDatabase } from '../support/use-gatehouse.js';

const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; " +
  "base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'";
const PAGES = ['/account', '/console'];

describe('the files of the pages', () => {
  const database = useDatabase();
  let service: Gatehouse;

  afterEach(async () => {
    await service.stop();
  });

  it('come with a policy that lets nothing in but themselves, and name no other host', async () => {
    service = await Gatehouse.start(database);
    for (const path of PAGES) {
      const { status, headers, body } = await service.api.get<string>(path);
      expect(status).toBe(200);
      expect(headers.get('content-type')).toBe('text/html; charset=utf-8');
      expect(headers.get('content-security-policy')).toBe(POLICY);
      expect(headers.get('cache-control')).toBe('no-cache');
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('referrer-policy')).toBe('no-referrer');
      expect(headers.get('cross-origin-opener-policy')).toBe('same-origin');
      expect(headers.get('x-frame-options')).toBe('DENY');
      expect(body).not.toMatch(/https?:|<style|<script(?![^>]* src=)| style=| on\w+=/);
      // Relative, so that the service may be served below a path.
      const files = [...body.matchAll(/(?:href|src)="(pages\/[^"]+)"/g)].map(([, file = '']) => `/${file}`);
      // A style sheet and a script; and what that has in common with others, so that nothing is waited for twice.
      const preloads = [...body.matchAll(/<link rel="modulepreload" href="pages\/kit-/g)].length;
      expect(preloads).toBeGreaterThan(0);
      expect(files.length).toBe(2 + preloads);
      expect(new Set(files).size).toBe(files.length);
      expect(body).not.toMatch(/(?:href|src)="\//);
      for (const file of files) {
        const asset = await service.api.get(file);
        expect(asset.status).toBe(200);
        expect(asset.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
        expect(asset.headers.get('content-security-policy')).toBe(POLICY);
      }
    }
    for (const path of ['/pages/', '/pages/none.js', '/pages/..%2faccount.html', '/account.html']) {
      expect([path, (await service.api.get(path)).status]).toEqual([path, 404]);
    }
  });

  it('are not there with GATEHOUSE_PAGES=off', async () => {
    service = await Gatehouse.start(database, { GATEHOUSE_PAGES: 'off' });
    for (const path of PAGES) {
      const { status, body } = await service.api.get(path);
      expect([status, body['code']]).toEqual([404, 'not_found']);
    }
    // So nobody can let an application in, on whatever device.
    const tv = await newDeviceApplication(service.api, await adminToken(service.api));
    const asked = await askForCodes(service.api, tv);
    const pushed = await postForm(service.api, '/oauth/par', requestOf(tv).query);
    const polled = await poll(service.api, tv, { device_code: 'gdc_x' });
    expect([asked, pushed, polled].map(({ body }) => body['error'])).toEqual([
      ...['unauthorized_client', 'unauthorized_client', 'unsupported_grant_type'],
    ]);
    const { body } = await service.api.get('/.well-known/oauth-authorization-server');
    expect(Object.keys(body).filter(name => /^(pushed|device|authorization)/.test(name))).toEqual([]);
  });
});
