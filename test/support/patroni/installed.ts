import { canRun } from '../installed.js';

const PROGRAMS = ['patroni', 'patronictl', 'etcd', 'haproxy', 'pgbouncer', 'ip', 'setpriv'];
/** Where Debian has the server of its postgresql-15. */
export const POSTGRES_PROGRAMS = '/usr/lib/postgresql/15/bin';

/**
 * What is missing for a cluster of three here, if anything is. Each node has a network of its own, so that it can be cut
 * off for real, and only root may make those.
 */
export const missingForPatroni = whatIsMissing();

function whatIsMissing(): string | undefined {
  if (process.platform !== 'linux') return 'Linux';
  const absent = [...PROGRAMS, `${POSTGRES_PROGRAMS}/postgres`].filter(program => !isOnPath(program));
  if (absent.length > 0) return absent.join(', ');
  return canRun('unshare', '--net', 'true') ? undefined : 'the right to make network namespaces';
}

function isOnPath(program: string): boolean {
  return canRun('sh', '-c', 'PATH=$PATH:/usr/sbin:/sbin; command -v "$0"', program);
}
