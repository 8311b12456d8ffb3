import { Injectable, Logger } from '@nestjs/common';
import { type Blocklist, readBlocklist } from '#libs/passwords';
import { Config, ConfigurationError } from '#libs/platform';

/** The operator's list of passwords that are not taken, beside the one that is built in; nothing is on it before it was loaded. */
@Injectable()
export class PasswordBlocklist implements Pick<Blocklist, 'has'> {
  private readonly logger = new Logger(PasswordBlocklist.name);
  private list: Blocklist | undefined;
  /** Settled when all that was begun is done: one file is read at a time. */
  private reading: Promise<void> = Promise.resolve();

  constructor(private readonly config: Config) {}

  has(password: string): boolean {
    return this.list?.has(password) ?? false;
  }

  /** Reads the list, where there is one. @throws ConfigurationError that says what is wrong with it */
  async load(): Promise<void> {
    const { passwordBlocklist: path } = this.config;
    if (path === undefined) return;
    const reading = this.read(path);
    this.reading = reading.catch(() => undefined);
    try {
      await reading;
    } catch (error) {
      throw new ConfigurationError([`GATEHOUSE_PASSWORD_BLOCKLIST: ${path} cannot be used: ${reasonOf(error)}`]);
    }
  }

  /** Reads it anew; where that fails, the one before stays in force, and the log says so. Never rejects. */
  reload(): Promise<void> {
    const { passwordBlocklist: path } = this.config;
    if (path === undefined) return this.reading;
    const fail = (error: unknown): void =>
      this.logger.error(`${path} cannot be used, and the list from before stays in force: ${reasonOf(error)}`);
    return (this.reading = this.reading.then(() => this.read(path)).catch(fail));
  }

  private async read(path: string): Promise<void> {
    this.list = await readBlocklist(path);
    const { entries, size } = this.list;
    this.logger.log(`${entries} passwords of ${path} are not taken (${(size / 1e6).toFixed(1)} MB of memory)`);
  }
}

const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
