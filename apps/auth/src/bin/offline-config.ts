import { type Config, readConfig } from '#libs/platform';

/** A configuration for commands that build the application without running it; it reaches no database. */
export function offlineConfig(): Config {
  const config = readConfig({ GATEHOUSE_ISSUER: 'http://localhost:3000', LOG_LEVEL: 'error' });
  return { ...config, secrets: ['only for building the application'] };
}
