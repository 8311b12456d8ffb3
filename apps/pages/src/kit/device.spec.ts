import { describe, expect, it } from '@jest/globals';
import { deviceName } from './device.js';

const BLINK = 'AppleWebKit/537.36 (KHTML, like Gecko)';
const WEBKIT = 'AppleWebKit/605.1.15 (KHTML, like Gecko)';

describe('the name of a device', () => {
  it.each([
    [`Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${BLINK} Chrome/145.0.0.0 Safari/537.36`, 'Chrome on Windows'],
    [
      `Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${BLINK} Chrome/145.0.0.0 Safari/537.36 Edg/145.0.0.0`,
      'Edge on Windows',
    ],
    ['Mozilla/5.0 (X11; Linux x86_64; rv:148.0) Gecko/20100101 Firefox/148.0', 'Firefox on Linux'],
    [`Mozilla/5.0 (Linux; Android 16; Pixel 9) ${BLINK} Chrome/145.0.0.0 Mobile Safari/537.36`, 'Chrome on Android'],
    [
      `Mozilla/5.0 (iPhone; CPU iPhone OS 19_2 like Mac OS X) ${WEBKIT} Version/19.2 Mobile/15E148 Safari/604.1`,
      'Safari on iPhone',
    ],
    [`Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) ${WEBKIT} Version/19.2 Safari/605.1.15`, 'Safari on macOS'],
    ['curl/8.12.1', 'curl'],
    ['node', 'Node.js'],
    ['Something of my own', 'Something of my own'],
    ['x'.repeat(50), `${'x'.repeat(40)}…`],
    ['', 'Unknown device'],
    [null, 'Unknown device'],
  ])('of %s is %s', (userAgent, name) => {
    expect(deviceName(userAgent)).toBe(name);
  });
});
