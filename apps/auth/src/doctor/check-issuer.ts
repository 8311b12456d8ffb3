import type { Config } from '#libs/platform';
import { issuerPathOf } from '../http/issuer-path.js';
import { failure, type Finding, ok, reasonOf } from './finding.js';

const METADATA = '/.well-known/oauth-authorization-server';
const PATIENCE_MS = 5_000;

/** Asks as the world does, by the name that is in every token, whether the one who answers calls itself the same. */
export async function checkIssuer({ issuer, environment }: Config): Promise<Finding> {
  if (environment === 'production' && !issuer.startsWith('https:')) {
    return failure('issuer', `${issuer} is not https: tokens and passwords would travel for everybody to read`);
  }
  const url = new URL(METADATA + issuerPathOf(issuer), issuer).href;
  try {
    // Whoever is sent elsewhere is not at the issuer.
    const answer = await fetch(url, { redirect: 'manual', signal: AbortSignal.timeout(PATIENCE_MS) });
    if (answer.status !== 200) {
      return failure('issuer', `${url} answers ${answer.status}: does GATEHOUSE_ISSUER lead to this service?`);
    }
    const said = ((await answer.json()) as { issuer?: unknown }).issuer;
    if (said === issuer) return ok('issuer', `${issuer} answers, and calls itself so`);
    return failure('issuer', `${issuer} leads to one that calls itself ${String(said)}: set GATEHOUSE_ISSUER alike`);
  } catch (error) {
    return failure('issuer', `${url} cannot be reached from here: ${reasonOf(error)}. Is the service started?`);
  }
}
