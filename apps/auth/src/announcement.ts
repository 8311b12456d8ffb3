import type { FirstLogin } from '#libs/auth';
import type { Config } from '#libs/platform';

/** Tells whoever has started it where to go. In production nobody reads it, and nothing is made up that would have to be shown. */
export function announce({ environment, issuer }: Config, address: string, login: FirstLogin | undefined): void {
  if (environment === 'production') return;
  const url = address.replace('127.0.0.1', 'localhost');
  const lines = [`Gatehouse is ready at ${url}`, `API documentation: ${url}/docs`];
  // What it hands out, and its pages for browsers, are good there alone.
  if (issuer !== url) lines.push(`Known as: ${issuer} (GATEHOUSE_ISSUER)`);
  if (login !== undefined) {
    lines.push(
      '',
      'The first administrator, shown this once:',
      `  e-mail:   ${login.email}`,
      `  password: ${login.password}`,
    );
  }
  process.stdout.write(`\n${lines.join('\n')}\n\n`);
}
