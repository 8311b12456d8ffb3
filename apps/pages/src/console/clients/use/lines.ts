/** What a service is told from outside, whatever it is written in. */
export interface ServiceEnvironment {
  readonly issuer: string;
  readonly audience: string;
  readonly client_id: string;
  /** Absent where nobody sees it any more. */
  readonly client_secret?: string | undefined;
}

/** How a service uses Gatehouse in one language. Everything is read from the environment, so that no secret is in a file. */
export interface Lines {
  readonly language: string;
  /** What it takes beside these lines. */
  readonly needs: string;
  /** A service that lets good tokens in. */
  readonly verify: string;
  /** A program that gets a token in the client's own name, and shows it. */
  readonly token: string;
}

/** For a shell. */
export function environmentLines({ issuer, audience, client_id, client_secret }: ServiceEnvironment): string {
  const lines = [
    ['GATEHOUSE_ISSUER', issuer],
    ['AUDIENCE', audience],
    ['CLIENT_ID', client_id],
    ['CLIENT_SECRET', client_secret ?? 'the secret of this client'],
  ] as const;
  return lines.map(([name, value]) => `export ${name}=${quoted(value)}`).join('\n');
}

const quoted = (text: string): string => (/^[\w:/.-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`);
