import type { DatabaseHost } from '#libs/platform';

/** One server and how it is spoken to. */
export interface Place extends DatabaseHost {
  readonly tls: boolean;
  /** Whether a pooler stands there, whose sessions are not ours for longer than a transaction. */
  readonly isPooled: boolean;
}

export const nameOf = ({ host, port }: DatabaseHost): string =>
  host.startsWith('/') ? `${host}/.s.PGSQL.${port}` : `${host.includes(':') ? `[${host}]` : host}:${port}`;
