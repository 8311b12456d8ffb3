import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { MasterSecret } from '#libs/platform';
import { DEVICE_TOKEN_LENGTH } from './device-token.js';
import { KnownDevices } from './known-devices.js';

const [SECRET, NEWER] = ['s'.repeat(32), 'n'.repeat(32)];
const ADA = 'ada@example.test';
const known = (...secrets: string[]): KnownDevices => new KnownDevices(new MasterSecret(secrets));

describe('a known device', () => {
  const devices = known(SECRET);
  afterEach(() => void jest.useRealTimers());

  it('is known to the account that it has logged in to, and to no other', () => {
    const token = devices.welcome(undefined, ADA);
    expect(devices.recognise(token, ADA)).toEqual(expect.any(String));
    expect(devices.recognise(token, 'bob@example.test')).toBeUndefined();
    expect(devices.recognise(undefined, ADA)).toBeUndefined();
  });

  it('stays the same device, for up to five accounts', () => {
    const accounts = ['a', 'b', 'c', 'd', 'e', 'f'];
    let token = devices.welcome(undefined, ADA);
    const id = devices.recognise(token, ADA);
    for (const account of accounts.slice(0, 4)) token = devices.welcome(token, account);
    expect(devices.recognise(token, ADA)).toBe(id);
    token = devices.welcome(token, ADA);
    for (const account of accounts.slice(4)) token = devices.welcome(token, account);
    const left = [ADA, ...accounts].filter(account => devices.recognise(token, account) === id);
    expect(left).toEqual([ADA, 'c', 'd', 'e', 'f']);
  });

  it('is trusted with the second factor only where one was shown at its last login', () => {
    const byPassword = devices.welcome(undefined, ADA);
    expect(devices.recogniseByFactor(byPassword, ADA)).toBeUndefined();
    const byFactor = devices.welcome(byPassword, ADA, 'factor');
    const id = devices.recognise(byPassword, ADA);
    expect([devices.recognise(byFactor, ADA), devices.recogniseByFactor(byFactor, ADA)]).toEqual([id, id]);
    expect(devices.recogniseByFactor(byFactor, 'bob')).toBeUndefined();
    const both = devices.welcome(byFactor, 'bob');
    expect([devices.recogniseByFactor(both, ADA), devices.recogniseByFactor(both, 'bob')]).toEqual([id, undefined]);
    // Somebody who has no factor any more, and logs in by the password.
    expect(devices.recogniseByFactor(devices.welcome(byFactor, ADA), ADA)).toBeUndefined();
  });

  it('gives nothing away: neither accounts, nor how many there are, nor which devices share one', () => {
    const one = devices.welcome(undefined, ADA);
    const other = devices.welcome(undefined, ADA);
    const five = ['a', 'b', 'c', 'd'].reduce((token, account) => devices.welcome(token, account), one);
    for (const token of [one, other, five]) {
      expect(token).toMatch(/^gtd_[\w-]{100}$/);
      expect(token).toHaveLength(DEVICE_TOKEN_LENGTH);
      expect(Buffer.from(token.slice(4), 'base64url').toString('latin1')).not.toContain('ada');
    }
    const bytes = [one, other].map(token => Buffer.from(token.slice(4), 'base64url').toString('hex'));
    // Past the key’s id and around the day, they have nothing in common.
    expect(bytes[0]?.slice(38, 118)).not.toBe(bytes[1]?.slice(38, 118));
  });

  it('is forgotten after a year without a login', () => {
    const token = devices.welcome(undefined, ADA);
    const day = 86_400_000;
    jest.useFakeTimers({ now: Date.now() + 364 * day });
    expect(devices.recognise(token, ADA)).toBeDefined();
    jest.setSystemTime(Date.now() + day);
    expect(devices.recognise(token, ADA)).toBeUndefined();
  });

  it('outlives a change of the secret, as long as the one before is listed', () => {
    const before = devices.welcome(devices.welcome(undefined, 'bob'), ADA);
    const both = known(NEWER, SECRET);
    const after = both.welcome(before, ADA);
    for (const token of [before, after])
      for (const account of [ADA, 'bob'])
        expect(both.recognise(token, account)).toBe(devices.recognise(before, account));
    const newer = known(NEWER);
    expect(newer.recognise(before, ADA)).toBeUndefined();
    expect(newer.recognise(after, ADA)).toBeDefined();
    expect(newer.recognise(after, 'bob')).toBeUndefined();
  });

  it('is none by a token that was changed anywhere, is made up, or is another’s', () => {
    const token = devices.welcome(undefined, ADA);
    for (let place = 0; place < token.length; place++) {
      const other = token[place] === 'A' ? 'B' : 'A';
      expect(devices.recognise(token.slice(0, place) + other + token.slice(place + 1), ADA)).toBeUndefined();
    }
    const foreign = known(NEWER).welcome(undefined, ADA);
    for (const text of ['', 'gtd_', token.slice(0, -1), `${token}A`, `gtd_${'A'.repeat(100)}`, foreign]) {
      expect(devices.recognise(text, ADA)).toBeUndefined();
      expect(devices.recognise(devices.welcome(text, ADA), ADA)).toBeDefined();
    }
  });
});
