/** The settings are wrong: the message names each of them, and holds none of their values. */
export class ConfigurationError extends Error {
  constructor(complaints: readonly string[]) {
    super(['notes cannot start with these settings:', ...complaints.map(one => `  ${one}`)].join('\n'));
    this.name = 'ConfigurationError';
  }
}

/** Reads environment variables and gathers what is wrong, so that everything can be named at once. Empty is absent. */
export class EnvironmentReader {
  private readonly complaints: string[] = [];

  constructor(private readonly environment: NodeJS.ProcessEnv) {}

  has(name: string): boolean {
    return this.valueOf(name) !== undefined;
  }

  text(name: string, fallback?: string): string {
    return this.valueOf(name) ?? fallback ?? this.complain(name, 'is missing', '');
  }

  url(name: string): string {
    const value = this.text(name);
    if (value === '' || (URL.canParse(value) && /^https?:/.test(value))) return value;
    return this.complain(name, 'has to be an http or https URL', '');
  }

  integer(name: string, { from, to, fallback }: { from: number; to: number; fallback: number }): number {
    const value = this.valueOf(name);
    if (value === undefined) return fallback;
    const number = /^\d{1,9}$/.test(value) ? Number(value) : NaN;
    if (number >= from && number <= to) return number;
    return this.complain(name, `has to be a whole number from ${from} to ${to}`, fallback);
  }

  oneOf<Choice extends string>(name: string, choices: readonly Choice[], fallback: Choice): Choice {
    const value = this.valueOf(name);
    if (value === undefined) return fallback;
    const choice = choices.find(one => one === value);
    return choice ?? this.complain(name, `has to be one of ${choices.join(', ')}`, fallback);
  }

  /** @throws ConfigurationError if anything that was read is wrong */
  finish(): void {
    if (this.complaints.length > 0) throw new ConfigurationError(this.complaints);
  }

  private valueOf(name: string): string | undefined {
    const value = this.environment[name]?.trim();
    return value === '' ? undefined : value;
  }

  private complain<Value>(name: string, what: string, instead: Value): Value {
    this.complaints.push(`${name} ${what}`);
    return instead;
  }
}
