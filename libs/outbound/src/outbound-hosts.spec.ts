import type { LookupAddress } from 'node:dns';
import { describe, expect, it } from '@jest/globals';
import { readConfig } from '#libs/platform';
import { OutboundFailure } from './outbound-failure.js';
import { OutboundHosts } from './outbound-hosts.js';

const LISTED = 'wiki.internal,id.internal:443,ci.internal:80,10.0.0.7:8080,[fd00::7]';
const hostsOf = (list: string): OutboundHosts => new OutboundHosts(readConfig({ GATEHOUSE_OUTBOUND_HOSTS: list }));

const found = (hosts: OutboundHosts, url: URL): Promise<string | LookupAddress[]> =>
  new Promise((resolve, reject) => {
    hosts.lookupFor(url)(url.hostname, { all: true }, (error, addresses) =>
      error === null ? resolve(addresses) : reject(error),
    );
  });

describe('where requests may go', () => {
  const hosts = hostsOf(LISTED);

  it.each([
    ...['https://id.example.org/', 'https://id.example.org:8443/', 'https://8.8.8.8/', 'https://[2606:4700::1111]/'],
    ...['http://wiki.internal/', 'https://wiki.internal/', 'http://wiki.internal:3000/', 'http://[fd00::7]:8080/'],
    ...['https://id.internal/', 'https://id.internal:443/', 'http://ci.internal/', 'http://10.0.0.7:8080/'],
  ])('is %s', address => {
    expect(() => hosts.assertAllowed(new URL(address))).not.toThrow();
  });

  it.each([
    ...['http://id.example.org/', 'ftp://wiki.internal/', 'https://user@wiki.internal/', 'https://a:b@id.example.org/'],
    ...[
      'https://10.0.0.7/',
      'https://10.0.0.7:8081/',
      'https://[fd00::8]/',
      'https://[::ffff:7f00:1]/',
      'https://127.1/',
    ],
    ...['http://id.internal/', 'http://ci.internal:8080/', 'http://deep.wiki.internal/'],
  ])('is not %s', address => {
    expect(() => hosts.assertAllowed(new URL(address))).toThrow(OutboundFailure);
  });

  it('is judged by the addresses that a name leads to', async () => {
    const url = new URL('https://localhost:8443/');
    await expect(found(hosts, url)).rejects.toMatchObject({ name: 'OutboundFailure', isForbidden: true });
    expect(await found(hostsOf('localhost:8443'), url)).not.toEqual([]);
  });
});
