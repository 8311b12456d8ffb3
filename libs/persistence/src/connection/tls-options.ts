import type { ConnectionOptions } from 'node:tls';
import type { DatabaseServer } from '#libs/platform';

/** libpq's meanings in Node.js's words. */
export function tlsOptions({ verifies, ca, cert, key, passphrase }: DatabaseServer['tls']): ConnectionOptions {
  return {
    ...(ca !== undefined && { ca }),
    ...(cert !== undefined && { cert }),
    ...(key !== undefined && { key }),
    ...(passphrase !== undefined && { passphrase }),
    rejectUnauthorized: verifies !== 'nothing',
    ...(verifies === 'chain' && { checkServerIdentity: () => undefined }),
  };
}
