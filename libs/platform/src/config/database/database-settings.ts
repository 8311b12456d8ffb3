/** What can be chosen about PostgreSQL, validated. */
export interface DatabaseSettings {
  /** Where requests are served from; what stands there may be a pooler. */
  readonly server: DatabaseServer;
  /** For what needs a session to itself: notifications and migrations. The same object where nothing else is set. */
  readonly direct: DatabaseServer;
  /** Connections that an instance keeps at most for requests: all of its workers together, or the one that reads this. */
  readonly poolSize: number;
  /** Whether statements get names, so that a connection plans them once; `auto`: unless they turn out to be lost. */
  readonly prepared: 'on' | 'off' | 'auto';
}

/** Where a database is and how to get in: what a `postgres://` URL says. */
export interface DatabaseServer {
  /** Tried in this order; at least one. */
  readonly hosts: readonly DatabaseHost[];
  /** Absent: the driver's own defaults hold (`PGUSER`, `PGPASSWORD`, `PGDATABASE`, the user of the process). */
  readonly user: string | undefined;
  readonly password: string | undefined;
  readonly database: string | undefined;
  /** `any`: a server that may only be read will do as well. */
  readonly target: 'read-write' | 'any';
  readonly tls: DatabaseTls;
  /** Binds the password's proof to the TLS connection where the server offers it (RFC 5929). */
  readonly channelBinding: boolean;
  /** Further command-line options of the session, as libpq's `options`. */
  readonly options: string | undefined;
}

export interface DatabaseHost {
  /** A name, an address, or, with a slash in front, the directory of a socket. */
  readonly host: string;
  readonly port: number;
}

/** How the connection is protected, with the meanings of libpq's `sslmode`. */
export interface DatabaseTls {
  /** `prefer`: with TLS where the server has it, and without otherwise. */
  readonly mode: 'disable' | 'prefer' | 'demand';
  /** What is checked of the server's certificate: nothing, who has signed it, or the host's name too. */
  readonly verifies: 'nothing' | 'chain' | 'name';
  /** PEM. Absent: the authorities that come with Node.js. */
  readonly ca?: string;
  readonly cert?: string;
  readonly key?: string;
  readonly passphrase?: string;
}
