import type { Duplex } from 'node:stream';
import { Client } from 'pg';
import type { DatabaseServer } from '#libs/platform';
import { CannotConnect } from '../database-errors.js';
import { nameOf, type Place } from './place.js';
import type { Purpose } from './purpose.js';
import { LATER_SETTINGS, TRACKED_BY_POOLERS } from './session-settings.js';
import { tlsOptions } from './tls-options.js';
import { typeParsers } from './timestamps.js';

/** What a new session says of itself. */
export interface Introduction {
  readonly is_standby: boolean;
  readonly is_read_only: boolean;
  readonly differing: readonly string[];
}

/** Whoever knows where connections lead, and wants to know what becomes of them. */
export interface Guide {
  readonly server: DatabaseServer;
  find(): Promise<Place>;
  /** @throws whatever speaks against the session */
  met(connection: Connection, introduction: Introduction): void;
  /** It could not be made, or it broke. */
  failed(connection: Connection): void;
  ended(connection: Connection): void;
}

/** The parts of the driver's connection that its own pool reaches for as well, and those that its types leave out. */
interface Wire {
  ssl: unknown;
  stream: Duplex;
  attachListeners(stream: Duplex): void;
}

type Callback = ((error: Error) => void) & ((error: null, client: Client) => void);

/**
 * A connection to wherever the database is when it is made. Its session is what the code relies on, whatever was set
 * for the server, the database or the role; and nothing that arrives on it ends the process.
 */
export class Connection extends Client {
  private aim: Place | undefined;
  private readonly wire: Wire;

  constructor(
    private readonly guide: Guide,
    readonly purpose: Purpose,
  ) {
    const { user, password, database, options, channelBinding } = guide.server;
    super({
      user,
      password,
      database,
      options,
      enableChannelBinding: channelBinding,
      // Decided with the place; until then nothing of the environment may come in between.
      ssl: false,
      host: 'localhost',
      port: 5432,
      connectionTimeoutMillis: purpose.connectWithin,
      query_timeout: purpose.answerWithin,
      application_name: purpose.applicationName,
      keepAlive: true,
      types: typeParsers,
    });
    this.wire = this.connection as unknown as Wire;
    // A connection that breaks says so to its query and by an event as well. The pool listens only while the connection
    // is idle, and between two of its listeners the event would end the process.
    this.on('error', () => this.guide.failed(this));
    this.on('end', () => this.guide.ended(this));
    this.guardParser();
  }

  /** Where it leads. Only of a connection that was made. */
  get place(): Place {
    if (this.aim === undefined) throw new Error('not connected yet');
    return this.aim;
  }

  leadsTo(place: Place | undefined): boolean {
    return place !== undefined && place.host === this.aim?.host && place.port === this.aim.port;
  }

  /** @throws CannotConnect */
  override connect(): Promise<Client>;
  override connect(callback: Callback): void;
  override connect(callback?: Callback): Promise<Client> | void {
    const connecting = this.establish();
    if (callback === undefined) return connecting;
    connecting.then(
      () => callback(null, this),
      (error: unknown) => callback(error as Error),
    );
  }

  /** Breaks it: whoever waits for an answer, and a pool that it is in, hear of it. */
  break(reason: string): void {
    this.wire.stream.destroy(new Error(`Connection terminated: ${reason}`));
  }

  /** What the first message says; the driver's own has no place for most of it. */
  getStartupConf(): Record<string, string> {
    const { isPooled } = this.place;
    const original = Client.prototype as unknown as { getStartupConf(this: Client): Record<string, string> };
    return { ...original.getStartupConf.call(this), ...(isPooled ? TRACKED_BY_POOLERS : this.purpose.settings) };
  }

  private async establish(): Promise<Client> {
    try {
      this.aim = await this.guide.find();
      // The pool, or whoever else, has given up meanwhile.
      if (this.wire.stream.destroyed) throw new Error('timeout expired');
      this.turnTo(this.aim);
      await super.connect();
      this.guide.met(this, await this.introduce());
      return this;
    } catch (error) {
      void this.end().catch(() => undefined);
      this.guide.failed(this);
      this.guide.ended(this);
      throw error instanceof CannotConnect ? error : new CannotConnect(this.aim && nameOf(this.aim), error);
    }
  }

  private turnTo({ host, port, tls }: Place): void {
    this.host = host;
    this.port = port;
    this.ssl = tls;
    this.wire.ssl = tls && tlsOptions(this.guide.server.tls);
  }

  private async introduce(): Promise<Introduction> {
    const { introduction: text, answerWithin, connectWithin } = this.purpose;
    const query = { text, query_timeout: answerWithin || connectWithin };
    const { rows } = await this.query<Introduction>(query);
    const [introduction] = rows;
    if (introduction === undefined) throw new Error('the server does not say what it is');
    if (!this.place.isPooled) await this.adjust(introduction.differing);
    return introduction;
  }

  /** Sets what can only be set once the session is there. */
  private async adjust(differing: readonly string[]): Promise<void> {
    for (const { name, value } of LATER_SETTINGS) {
      if (differing.includes(name)) await this.query(`SET ${name} TO '${value}'`);
    }
  }

  /** What the driver's parser does not know it throws where nobody can catch it: it breaks the connection instead. */
  private guardParser(): void {
    const attach = this.wire.attachListeners.bind(this.wire);
    this.wire.attachListeners = stream => {
      const emit = stream.emit.bind(stream);
      stream.emit = ((event: string, ...args: unknown[]) => {
        if (event !== 'data') return emit(event, ...args);
        try {
          return emit(event, ...args);
        } catch (error) {
          stream.destroy(error as Error);
          return true;
        }
      }) as Duplex['emit'];
      attach(stream);
    };
  }
}
