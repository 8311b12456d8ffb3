import { readFileSync } from 'node:fs';
import type { DatabaseTls } from './database-settings.js';
import { DatabaseUrlProblem } from './database-url-problem.js';

const MODES = ['disable', 'allow', 'prefer', 'require', 'verify-ca', 'verify-full', 'no-verify'] as const;
type Mode = (typeof MODES)[number];

/** What a URL and the environment say about TLS, in libpq's words. */
export interface TlsWords {
  readonly sslmode?: string | undefined;
  readonly sslrootcert?: string | undefined;
  readonly sslcert?: string | undefined;
  readonly sslkey?: string | undefined;
  readonly sslpassword?: string | undefined;
}

/** For `sslrootcert`: the authorities that this machine, here Node.js, trusts anyhow. */
const SYSTEM = 'system';

/**
 * Reads the files, once: they are read anew by the next start.
 * @throws DatabaseUrlProblem
 */
export function readTls({ sslmode = 'disable', sslrootcert, sslcert, sslkey, sslpassword }: TlsWords): DatabaseTls {
  if (!isMode(sslmode)) throw new DatabaseUrlProblem(`has an sslmode that is none of ${MODES.join(', ')}`);
  if (sslrootcert === SYSTEM && sslmode !== 'verify-full')
    throw new DatabaseUrlProblem('has sslrootcert=system, which goes with sslmode=verify-full only');
  if (sslmode === 'verify-ca' && sslrootcert === undefined)
    throw new DatabaseUrlProblem(
      'has sslmode=verify-ca, which needs an sslrootcert: anybody gets a public certificate',
    );
  if ((sslcert === undefined) !== (sslkey === undefined))
    throw new DatabaseUrlProblem('has one of sslcert and sslkey, which go together');
  if (sslmode === 'disable') return { mode: 'disable', verifies: 'nothing' };
  const ca = sslrootcert === SYSTEM ? undefined : read('sslrootcert', sslrootcert);
  const cert = read('sslcert', sslcert);
  const key = read('sslkey', sslkey);
  return {
    mode: sslmode === 'prefer' || sslmode === 'allow' ? 'prefer' : 'demand',
    verifies: verifiedBy(sslmode, ca !== undefined),
    ...(ca !== undefined && { ca }),
    ...(cert !== undefined && { cert }),
    ...(key !== undefined && { key }),
    ...(sslpassword !== undefined && { passphrase: sslpassword }),
  };
}

/** As libpq: `require` with the authority at hand is as good as `verify-ca`. */
function verifiedBy(mode: Mode, hasAuthority: boolean): DatabaseTls['verifies'] {
  if (mode === 'verify-full') return 'name';
  return mode === 'verify-ca' || (mode === 'require' && hasAuthority) ? 'chain' : 'nothing';
}

function isMode(text: string): text is Mode {
  return (MODES as readonly string[]).includes(text);
}

function read(name: string, path: string | undefined): string | undefined {
  if (path === undefined) return undefined;
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw new DatabaseUrlProblem(`names a file as ${name} that cannot be read (${(error as { code: string }).code})`);
  }
}
