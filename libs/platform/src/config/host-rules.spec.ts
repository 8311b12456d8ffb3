import { describe, expect, it } from '@jest/globals';
import { hostProblem } from './host-rules.js';
import { readConfig } from './read-config.js';

describe('a host in the settings', () => {
  it.each(['wiki.example.org', 'localhost:3001', '10.0.0.7', '[::1]:8443', '[fd00::7]'])('may be %s', host => {
    expect(hostProblem(host)).toBeUndefined();
  });

  it.each([
    ...['*', '*.example.org', 'https://wiki.example.org', 'wiki.example.org/logout', 'Wiki.example.org', '10.1', '::1'],
    ...[
      'user@wiki.example.org',
      'wiki.example.org:',
      'wiki.example.org:99999',
      'wiki example',
      '10.0.0.0/8',
      '[::0001]',
    ],
  ])('is not %s', host => {
    expect(hostProblem(host)).toMatch(/^is not a host/);
  });

  it('is one of those at which applications are told', () => {
    const hosts = (value: string): readonly string[] =>
      readConfig({ GATEHOUSE_BACKCHANNEL_HOSTS: value }).backchannelHosts;
    expect(readConfig({}).backchannelHosts).toEqual([]);
    expect(hosts('wiki.example.org, localhost:3001')).toEqual(['wiki.example.org', 'localhost:3001']);
    expect(() => hosts('wiki.example.org,*')).toThrow('GATEHOUSE_BACKCHANNEL_HOSTS: * is not a host');
  });
});
