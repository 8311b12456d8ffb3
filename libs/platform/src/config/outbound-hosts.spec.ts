import { describe, expect, it } from '@jest/globals';
import { EnvironmentReader } from './environment-reader.js';
import { readOutboundHosts } from './outbound-hosts.js';

function problemsOf(list: string): readonly string[] {
  const reader = new EnvironmentReader({ GATEHOUSE_OUTBOUND_HOSTS: list });
  readOutboundHosts(reader);
  return reader.problems;
}

describe('the hosts that requests may go to', () => {
  it('are written as URLs write them', () => {
    const list = 'id.internal, id.internal:8080,10.0.0.7,[fd00::7]:8443';
    expect(problemsOf(list)).toEqual([]);
    expect(readOutboundHosts(new EnvironmentReader({ GATEHOUSE_OUTBOUND_HOSTS: list }))).toHaveLength(4);
    expect(readOutboundHosts(new EnvironmentReader({}))).toEqual([]);
  });

  it.each([
    ...[
      'https://id.internal',
      'id.internal/',
      'ID.internal',
      '10.7',
      '*.internal',
      'a@b',
      'id:port',
      'id:443',
      'id:80',
    ],
  ])('are not %s', wrong => {
    expect(problemsOf(wrong)).toEqual([expect.stringContaining('GATEHOUSE_OUTBOUND_HOSTS')]);
  });
});
