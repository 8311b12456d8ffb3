import type { LookupAddress } from 'node:dns';
import { Resolver } from 'node:dns/promises';
import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { readConfig } from '#libs/platform';
import { OutboundFailure } from './outbound-failure.js';
import { OutboundHosts } from './outbound-hosts.js';

const LISTED = 'wiki.internal,id.internal:443,ci.internal:80,10.0.0.7:8080,[fd00::7]';
const hostsOf = (list: string): OutboundHosts => new OutboundHosts(readConfig({ GATEHOUSE_OUTBOUND_HOSTS: list }));

const found = (hosts: OutboundHosts, url: URL): Promise<string | LookupAddress[]> =>
  new Promise((resolve, reject) => {
    hosts.lookupFor(url, new AbortController().signal)(url.hostname, { all: true }, (error, addresses) =>
      error === null ? resolve(addresses) : reject(error),
    );
  });

describe('where requests may go', () => {
  const hosts = hostsOf(LISTED);

  afterEach(() => void jest.restoreAllMocks());

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

  it.each(['localhost', 'localhost.', 'id.localhost'])('is not %s, for which no name server is asked', async name => {
    const asked = jest.spyOn(Resolver.prototype, 'resolve4');
    await expect(found(hosts, new URL(`https://${name}/`))).rejects.toMatchObject({ isForbidden: true });
    expect(asked).not.toHaveBeenCalled();
  });

  it('is where the public ones of the addresses in DNS lead, and none of the others', async () => {
    jest.spyOn(Resolver.prototype, 'resolve4').mockResolvedValue(['10.0.0.7', '8.8.8.8', '127.0.0.1'] as never);
    jest.spyOn(Resolver.prototype, 'resolve6').mockResolvedValue(['::1', '2606:4700::1111', '::ffff:7f00:1'] as never);
    expect(await found(hosts, new URL('https://id.example.org/'))).toEqual([
      { address: '8.8.8.8', family: 4 },
      { address: '2606:4700::1111', family: 6 },
    ]);
    jest.spyOn(Resolver.prototype, 'resolve4').mockResolvedValue(['169.254.169.254'] as never);
    jest.spyOn(Resolver.prototype, 'resolve6').mockResolvedValue(['fd00::7'] as never);
    await expect(found(hosts, new URL('https://id.example.org/'))).rejects.toMatchObject({ isForbidden: true });
  });
});
