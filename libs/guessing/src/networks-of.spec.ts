import { describe, expect, it } from '@jest/globals';
import { networksOf } from './networks-of.js';

describe('the networks of an address', () => {
  it.each([
    ['198.51.100.7', { own: '198.51.100.7' }],
    ['2001:db8:1:2:3:4:5:6', { own: '2001:db8:1:2::/64', site: '2001:db8:1::/48' }],
    ['2001:db8:1:2::9', { own: '2001:db8:1:2::/64', site: '2001:db8:1::/48' }],
    ['2001:db8::9', { own: '2001:db8:0:0::/64', site: '2001:db8:0::/48' }],
    ['::1', { own: '0:0:0:0::/64', site: '0:0:0::/48' }],
    ['::', { own: '0:0:0:0::/64', site: '0:0:0::/48' }],
  ])('%s', (address, networks) => {
    expect(networksOf(address)).toEqual(networks);
  });
});
