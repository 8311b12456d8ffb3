import { execFileSync } from 'node:child_process';
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
  if (!canRun('unshare')) return 'unshare';
  const absent = [...PROGRAMS, `${POSTGRES_PROGRAMS}/postgres`].filter(program => !works('sh', 'command', program));
  if (absent.length > 0) return absent.join(', ');
  return works('unshare', '--net', 'true') ? undefined : 'the right to make network namespaces';
}

function works(how: 'sh' | 'unshare', ...words: string[]): boolean {
  const [first = '', second = ''] = words;
  const args = how === 'sh' ? ['-c', 'PATH=$PATH:/usr/sbin:/sbin; command -v "$0"', second] : [first, second];
  try {
    execFileSync(how, args, { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}
