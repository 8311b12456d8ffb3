import { parseDuration } from './duration.js';

/** Never with any of the text: what cannot be read as a URL may be a password. */
const NO_URL =
  'is no URL: in a user name and a password, characters such as @ / ? # % : must be percent-encoded (/ as %2F)';

export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Reads variables one by one and collects what is wrong with them, so that an operator hears of everything at once.
 * An empty variable counts as absent, as in compose files.
 */
export class EnvironmentReader {
  readonly problems: string[] = [];
  private readonly known = new Set<string>();

  constructor(private readonly environment: Environment) {}

  text(name: string): string | undefined {
    this.known.add(name);
    const value = this.environment[name]?.trim();
    return value === undefined || value === '' ? undefined : value;
  }

  list(name: string): string[] | undefined {
    return this.text(name)
      ?.split(',')
      .map(item => item.trim())
      .filter(item => item !== '');
  }

  choice<T extends string>(name: string, choices: readonly T[], fallback: T): T {
    const value = this.text(name);
    if (value === undefined) return fallback;
    if ((choices as readonly string[]).includes(value)) return value as T;
    this.problems.push(`${name} must be one of ${choices.join(', ')}`);
    return fallback;
  }

  integer(name: string, range: { min: number; max: number; fallback: number }): number {
    const value = this.text(name);
    if (value === undefined) return range.fallback;
    const number = /^\d{1,15}$/.test(value) ? Number(value) : NaN;
    if (number >= range.min && number <= range.max) return number;
    this.problems.push(`${name} must be a whole number from ${range.min} to ${range.max}`);
    return range.fallback;
  }

  /** A duration in seconds; the range is in seconds too. */
  duration(name: string, range: { min: number; max: number; fallback: number }): number {
    const value = this.text(name);
    if (value === undefined) return range.fallback;
    const seconds = parseDuration(value);
    if (seconds !== undefined && seconds >= range.min && seconds <= range.max) return seconds;
    this.problems.push(`${name} must be a duration such as 10s, 15m or 30d, from ${range.min}s to ${range.max}s`);
    return range.fallback;
  }

  url(name: string, protocols: readonly string[]): string | undefined {
    const value = this.text(name);
    if (value === undefined) return undefined;
    if (isUrl(value) && protocols.includes(new URL(value).protocol)) return value;
    const starts = protocols.some(protocol => value.startsWith(`${protocol}//`));
    const wanted = `must be a URL that starts with ${protocols.map(p => `${p}//`).join(' or ')}`;
    this.problems.push(`${name} ${starts ? NO_URL : wanted}`);
    return undefined;
  }

  /** A misspelt variable would silently leave a default in force, so an unknown one of ours is a mistake. */
  refuseUnknown(prefix: string): void {
    for (const name of Object.keys(this.environment)) {
      if (name.startsWith(prefix) && !this.known.has(name)) this.problems.push(`${name} is not a known setting`);
    }
  }
}

/** Whether clients can read it too: they decode who is to log in. */
function isUrl(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { username, password } = new URL(text);
  try {
    decodeURIComponent(username + password);
    return true;
  } catch {
    return false;
  }
}
