import { describe, expect, it } from '@jest/globals';
import { readConfig } from './read-config.js';

const hosts = (list: string): readonly string[] => readConfig({ GATEHOUSE_OUTBOUND_HOSTS: list }).outboundHosts;

describe('the hosts that requests may go to', () => {
  it.each([
    ...['wiki.example.org', 'id.internal:8080', 'localhost:3001', 'id.internal:443', 'id.internal:80'],
    ...['10.0.0.7', '10.0.0.7:8080', '[::1]:8443', '[fd00::7]'],
  ])('may be %s', host => {
    expect(hosts(host)).toEqual([host]);
  });

  it('are several with commas between, and none unless they are listed', () => {
    expect(hosts('id.internal, id.internal:8080,10.0.0.7')).toEqual(['id.internal', 'id.internal:8080', '10.0.0.7']);
    expect(readConfig({}).outboundHosts).toEqual([]);
  });

  it.each([
    ...['*', '*.internal', 'https://id.internal', 'id.internal/', 'id.internal/logout', 'ID.internal', 'id internal'],
    ...['a@b', 'id:port', 'id.internal:', 'id.internal:0', 'id.internal:99999', 'id.internal?', 'id.internal#'],
    ...['10.7', '10.0.0.0/8', '::1', '[::0001]'],
  ])('are not %s', wrong => {
    expect(() => hosts(`wiki.example.org,${wrong}`)).toThrow(`GATEHOUSE_OUTBOUND_HOSTS: ${wrong} is not a host`);
  });
});
