import type { Jwk } from '../../support/wycheproof.js';

/** The sides that read keys: that of the service, to which clients give theirs, and that of the verifier. */
export type Side = 'client' | 'verifier';

export interface Exception {
  readonly tcIds: readonly number[];
  readonly refusedBy: readonly Side[];
  readonly since: string;
  /** What a key lacks: with it, the reader takes the vector. */
  readonly unless?: Jwk;
}

/** Valid vectors of json_web_signature that are refused all the same. */
export const EXCEPTIONS: readonly Exception[] = [
  { tcIds: [259], refusedBy: ['client', 'verifier'], since: 'an empty payload holds no claims' },
  {
    tcIds: [260, 261, 262, 263, 349],
    refusedBy: ['verifier'],
    since: 'a key of a set has to say that it is for signatures',
    unless: { use: 'sig' },
  },
  { tcIds: [268, 269, 270, 271], refusedBy: ['client', 'verifier'], since: 'RS512 is not supported' },
  { tcIds: [347], refusedBy: ['client', 'verifier'], since: 'P-521 is not supported' },
  { tcIds: [287, 288], refusedBy: ['verifier'], since: 'PS256 is for clients alone' },
];

export const exceptionFor = (tcId: number, reader: Side): Exception | undefined =>
  EXCEPTIONS.find(({ tcIds, refusedBy }) => tcIds.includes(tcId) && refusedBy.includes(reader));
