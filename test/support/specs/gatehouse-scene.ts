/** What specs of a service's `Gatehouse` share: a test issuer, one that trusts it, and what that told as errors. */
import { afterEach, beforeEach } from '@jest/globals';
import { Gatehouse, type GatehouseOptions } from '../../../libs/verifier/core/src/index.js';
import { TestIssuer, type TestIssuerOptions } from '../../../libs/verifier/testing/src/index.js';

export let issuer: TestIssuer;
export let gatehouse: Gatehouse;
/** The messages of errors in the background, in turn. */
export let told: string[];

/** Registers the hooks that start an issuer and close what was made: called once at the head of a spec. */
export function setTheGatehouseScene(): void {
  beforeEach(async () => {
    told = [];
    await startIssuer();
  });

  afterEach(async () => {
    await gatehouse.close();
    await issuer.stop();
  });
}

/** Another one from now on: the one before has been stopped. */
export async function startIssuer(options?: TestIssuerOptions): Promise<void> {
  issuer = await TestIssuer.start(options);
}

/** Makes the one that trusts the issuer, and does not start it. */
export function make(options: Partial<GatehouseOptions> = {}): Gatehouse {
  const onError = (error: Error): void => void told.push(error.message);
  return (gatehouse = new Gatehouse({ ...issuer.options('notes'), onError, ...options }));
}
