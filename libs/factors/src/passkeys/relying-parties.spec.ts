import { describe, expect, it } from '@jest/globals';
import { readConfig } from '#libs/platform';
import { RelyingParties } from './relying-parties.js';

const APP = 'https://app.example.org';
const PARTNER = 'https://app.partner.test';
const partiesOf = (settings: Record<string, string>): RelyingParties =>
  new RelyingParties(
    readConfig({
      GATEHOUSE_ISSUER: 'https://auth.example.org/people',
      GATEHOUSE_CORS_ORIGINS: `${APP},${PARTNER}`,
      ...settings,
    }),
  );

describe('relying parties', () => {
  it('are one for each host', () => {
    const parties = partiesOf({});
    expect([...parties.all]).toEqual([
      { id: 'auth.example.org', origin: 'https://auth.example.org' },
      { id: 'app.example.org', origin: APP },
      { id: 'app.partner.test', origin: PARTNER },
    ]);
    expect(parties.of(APP).id).toBe('app.example.org');
  });

  it('are one for all hosts of a domain, where it is named', () => {
    const parties = partiesOf({ GATEHOUSE_PASSKEY_DOMAIN: 'example.org' });
    expect(parties.of(undefined)).toEqual({ id: 'example.org', origin: 'https://auth.example.org' });
    expect(parties.of(APP)).toEqual({ id: 'example.org', origin: APP });
    expect(parties.of(PARTNER).id).toBe('app.partner.test');
  });

  it('are the issuer’s for whoever is not listed', () => {
    const parties = partiesOf({ GATEHOUSE_PASSKEY_DOMAIN: 'example.org' });
    for (const origin of [undefined, '', 'null', 'https://evilexample.org', `${APP}/`, 'https://other.example.org']) {
      expect(parties.of(origin).origin).toBe('https://auth.example.org');
    }
  });

  it('know localhost with its port, which belongs to the origin alone', () => {
    const parties = partiesOf({ GATEHOUSE_ISSUER: 'http://localhost:3000', GATEHOUSE_CORS_ORIGINS: '' });
    expect(parties.of('http://localhost:3000')).toEqual({ id: 'localhost', origin: 'http://localhost:3000' });
  });

  it.each([
    [{}, true],
    [{ GATEHOUSE_CORS_ORIGINS: '' }, true],
    [{ GATEHOUSE_ISSUER: 'http://localhost:3000', GATEHOUSE_CORS_ORIGINS: '' }, true],
    [{ GATEHOUSE_ISSUER: 'http://127.0.0.1:3000' }, true],
    [{ GATEHOUSE_ISSUER: 'http://127.0.0.1:3000', GATEHOUSE_CORS_ORIGINS: '' }, false],
    [{ GATEHOUSE_ISSUER: 'https://192.0.2.7', GATEHOUSE_CORS_ORIGINS: '' }, false],
    [{ GATEHOUSE_ISSUER: 'https://[2001:db8::1]', GATEHOUSE_CORS_ORIGINS: '' }, false],
    [{ GATEHOUSE_ISSUER: 'http://auth.example.org', GATEHOUSE_CORS_ORIGINS: '' }, false],
  ])('can be known to browsers, or not: %j', (settings: Record<string, string>, areUsable) => {
    expect(partiesOf(settings).areUsable).toBe(areUsable);
  });
});
