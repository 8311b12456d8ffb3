/** Thrown at start when settings are missing or wrong; lists all of them. */
export class ConfigurationError extends Error {
  constructor(readonly problems: readonly string[]) {
    super(`Gatehouse cannot start with these settings:\n${problems.map(problem => `  - ${problem}`).join('\n')}`);
    this.name = 'ConfigurationError';
  }
}

/** Everything that can be configured, validated. Durations are in seconds. Made by `readConfig`. */
export abstract class Config {
  abstract readonly environment: 'development' | 'test' | 'production';
  abstract readonly host: string;
  abstract readonly port: number;
  /** Absent: an embedded PostgreSQL is to be started under `dataDir`. */
  abstract readonly databaseUrl: string | undefined;
  /** Where development keeps its database and its secret. */
  abstract readonly dataDir: string;
  abstract readonly issuer: string;
  /** The audiences of a token that asks for none in particular; the issuer is always among them. */
  abstract readonly audiences: readonly string[];
  /** Master secrets, newest first; empty only where development is to make one. */
  abstract readonly secrets: readonly string[];
  abstract readonly firstAdministrator: { readonly email: string; readonly password: string } | undefined;
  abstract readonly registration: 'open' | 'closed';
  abstract readonly throttle: 'on' | 'off';
  abstract readonly passwordMinLength: number;
  abstract readonly accessTtl: number;
  abstract readonly sessionTtl: number;
  abstract readonly idleTtl: number;
  abstract readonly refreshGrace: number;
  abstract readonly trustProxy: readonly string[];
  abstract readonly logLevel: string;
  abstract readonly logFormat: 'json' | 'text';
}
