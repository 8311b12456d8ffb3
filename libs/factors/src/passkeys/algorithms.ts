/**
 * What a passkey may sign with, the best first: Ed25519, ES256 and, for old Windows, RS256 (IANA COSE Algorithms). A fixed list, not
 * whatever the runtime can do: instances that run on different versions of Node have to agree.
 */
export const ALGORITHMS = [-8, -7, -257] as const;
