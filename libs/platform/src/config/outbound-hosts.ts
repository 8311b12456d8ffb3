import type { EnvironmentReader } from './environment-reader.js';

const NAME = 'GATEHOUSE_OUTBOUND_HOSTS';
/** A name or an address, as it stands in a URL, and perhaps a port. */
const HOST = /^(?<name>[^:*]+|\[[\da-f:.]+\])(?::[1-9]\d{0,4})?$/;

/** Hosts that requests of the service may go to though their addresses are not public: each as URLs write it, with a port or without. */
export function readOutboundHosts(reader: EnvironmentReader): string[] {
  const hosts = reader.list(NAME) ?? [];
  for (const host of hosts) {
    if (isHost(host)) continue;
    const examples = 'wiki.example.org, 10.0.0.7, [fd00::7] or localhost:3001';
    reader.problems.push(`${NAME}: ${host} is not a host such as ${examples}, as URLs have it`);
  }
  return hosts;
}

/** It is compared as text with those in URLs. */
function isHost(text: string): boolean {
  const { name = '' } = HOST.exec(text)?.groups ?? {};
  return name !== '' && URL.canParse(`http://${text}`) && new URL(`http://${text}`).hostname === name;
}
