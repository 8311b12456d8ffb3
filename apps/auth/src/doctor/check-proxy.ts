import type { Config } from '#libs/platform';
import { failure, type Finding, ok, warning } from './finding.js';

const LOCAL = /^(?:localhost|.+\.localhost|127\.\d+\.\d+\.\d+|\[::1\])$/;
/** So many bits of an address and fewer are no network of one's own. */
const WIDE = 7;

/** Whom limits and the trail take for the caller. */
export function checkProxy({ issuer, trustProxy }: Config): Finding[] {
  const everybody = trustProxy.filter(network => Number(/\/(\d+)$/.exec(network)?.[1] ?? Infinity) <= WIDE);
  if (everybody.length > 0) {
    const what = `GATEHOUSE_TRUST_PROXY=${everybody.join(',')}`;
    return [failure('proxy', `${what} believes strangers: anybody makes up an address and goes past all limits`)];
  }
  const { protocol, hostname } = new URL(issuer);
  if (protocol === 'https:' && !LOCAL.test(hostname) && trustProxy.length === 0) {
    const why = 'something before the service ends TLS and GATEHOUSE_TRUST_PROXY does not name it';
    return [warning('proxy', `${why}: all callers share its address, and its limits`)];
  }
  if (trustProxy.length === 0) return [ok('proxy', 'none is believed: callers are who they are on the wire')];
  return [ok('proxy', `${trustProxy.join(', ')} may say for whom they ask`)];
}
