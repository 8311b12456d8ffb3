import { describe, expect, it } from '@jest/globals';
import { isPublic } from './public-addresses.js';

describe('a public address', () => {
  it.each(['8.8.8.8', '172.15.255.255', '172.32.0.1', '2606:4700::1111', '::ffff:8.8.8.8'])('is %s', address => {
    expect(isPublic(address)).toBe(true);
  });

  it.each([
    ...['127.0.0.1', '127.255.255.254', '10.1.2.3', '172.16.0.1', '192.168.1.1', '169.254.169.254', '100.64.0.1'],
    ...['0.0.0.0', '255.255.255.255', '224.0.0.1', '192.0.0.1', '198.18.0.1'],
    ...['::', '::1', '::ffff:127.0.0.1', '::ffff:10.0.0.1', '::127.0.0.1', 'fe80::1', 'fc00::1', 'fd12::1', 'ff02::1'],
    ...['64:ff9b::7f00:1', '2002:7f00:1::', '2001::1', 'fec0::1', 'localhost', '', '1.2.3'],
  ])('is not %s', address => {
    expect(isPublic(address)).toBe(false);
  });
});
