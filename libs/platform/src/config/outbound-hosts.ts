import type { EnvironmentReader } from './environment-reader.js';

const NAME = 'GATEHOUSE_OUTBOUND_HOSTS';

/** Hosts that requests of the service may go to though their addresses are not public: each as URLs write it, with a port or without. */
export function readOutboundHosts(reader: EnvironmentReader): string[] {
  const hosts = reader.list(NAME) ?? [];
  for (const host of hosts) {
    if (isHost(host)) continue;
    reader.problems.push(`${NAME}: ${host} is no host such as id.internal, id.internal:8080, 10.0.0.7 or [fd00::7]`);
  }
  return hosts;
}

/** A port that goes without saying would be left out, so it never matched. */
function isHost(text: string): boolean {
  return ['wss:', 'ws:'].every(protocol => {
    const url = `${protocol}//${text}/`;
    return URL.canParse(url) && new URL(url).href === url && new URL(url).host === text && !/[*@]/.test(text);
  });
}
