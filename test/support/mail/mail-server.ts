import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import PostalMime, { type Email } from 'postal-mime';
import { SMTPServer, type SMTPServerOptions, type SMTPServerSession } from 'smtp-server';
import { use } from '../use.js';

/** A mail as the server got it, and as somebody's mail program reads it. */
export interface ReceivedMail extends Email {
  readonly raw: string;
  /** As the envelope says, which nobody sees. */
  readonly sentBy: string;
  readonly recipients: readonly string[];
  readonly overTls: boolean;
}

export type Handlers = Pick<SMTPServerOptions, 'onConnect' | 'onMailFrom' | 'onRcptTo' | 'onData' | 'onAuth'>;

/** What `Handlers` answer with who do not want what they get. */
export const refusal = (responseCode: number, message: string): Error =>
  Object.assign(new Error(message), { responseCode });

/** An SMTP server of others' making, which keeps what it gets. */
export class MailServer {
  readonly received: ReceivedMail[] = [];
  /** Attempts to hand over a mail, whatever became of them. */
  attempts = 0;
  /** What it does otherwise than take everything; changed at any time. */
  handlers: Handlers = {};
  private server: SMTPServer | undefined;
  private port = 0;
  private readonly watchers = new Set<() => void>();

  constructor(private readonly options: SMTPServerOptions = {}) {}

  static async start(options?: SMTPServerOptions): Promise<MailServer> {
    const server = new MailServer(options);
    await server.listen();
    return server;
  }

  /** At the same port as before, if it was there before. */
  async listen(): Promise<void> {
    const server = new SMTPServer({
      // Most tests are about something else.
      authOptional: true,
      disabledCommands: this.options.key === undefined ? ['STARTTLS'] : [],
      closeTimeout: 0,
      logger: false,
      ...this.options,
      onConnect: (session, done) => (this.handlers.onConnect ?? ((_session, done) => done()))(session, done),
      onMailFrom: (address, session, done) => {
        this.attempts++;
        this.stir();
        return this.handlers.onMailFrom === undefined ? done() : this.handlers.onMailFrom(address, session, done);
      },
      onRcptTo: (address, session, done) =>
        this.handlers.onRcptTo === undefined ? done() : this.handlers.onRcptTo(address, session, done),
      onAuth: (auth, session, done) =>
        this.handlers.onAuth === undefined
          ? done(null, { user: auth.username })
          : this.handlers.onAuth(auth, session, done),
      onData: (stream, session, done) =>
        this.handlers.onData === undefined
          ? void this.keep(stream, session).then(() => done())
          : this.handlers.onData(stream, session, done),
    });
    // Whoever is killed in the middle of a sentence leaves a broken connection.
    server.on('error', () => undefined);
    server.listen(this.port, '127.0.0.1');
    await once(server.server, 'listening');
    this.port = (server.server.address() as AddressInfo).port;
    this.server = server;
  }

  async close(): Promise<void> {
    const { server } = this;
    this.server = undefined;
    await new Promise<void>(resolve => (server === undefined ? resolve() : server.close(() => resolve())));
  }

  get url(): string {
    return `smtp://127.0.0.1:${this.port}`;
  }

  /** The settings with which the service sends its mails here. */
  get settings(): Record<string, string> {
    return { GATEHOUSE_SMTP_URL: this.url, GATEHOUSE_MAIL_FROM: 'no-reply@example.test' };
  }

  /** Those that went to this address, the oldest first. */
  to(address: string): readonly ReceivedMail[] {
    return this.received.filter(({ recipients }) => recipients.includes(address));
  }

  /** Waits until so many went to this address. @returns the last of them */
  async mailTo(address: string, count = 1, withinMs = 20_000): Promise<ReceivedMail> {
    await this.until(() => this.to(address).length >= count, withinMs);
    return this.to(address)[count - 1]!;
  }

  /** Waits until something holds of what was received or attempted. */
  until(holds: () => boolean, withinMs = 20_000): Promise<void> {
    return new Promise((resolve, reject) => {
      const finish = (settle: () => void): void => {
        clearTimeout(timer);
        this.watchers.delete(look);
        settle();
      };
      const got = (): string =>
        `${this.attempts} attempts, ${this.received.length} mails: ${this.received.map(mail => mail.subject).join('; ')}`;
      const timer = setTimeout(() => finish(() => reject(new Error(`not within ${withinMs} ms: ${got()}`))), withinMs);
      const look = (): void => {
        if (holds()) finish(resolve);
      };
      this.watchers.add(look);
      look();
    });
  }

  /** Breaks the connection, in the middle of whatever is being said. */
  dropLine({ id }: SMTPServerSession): void {
    for (const connection of this.server?.connections ?? []) {
      if (connection.session.id === id) connection._socket.destroy();
    }
  }

  /** Has those look again who wait for something. */
  stir(): void {
    for (const look of this.watchers) look();
  }

  /** What it does with a mail unless told otherwise. */
  async keep(stream: AsyncIterable<Buffer>, { envelope, secure }: SMTPServerSession): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of stream) chunks.push(chunk);
    const raw = Buffer.concat(chunks);
    this.received.push({
      ...(await PostalMime.parse(raw)),
      raw: raw.toString('latin1'),
      sentBy: envelope.mailFrom === false ? '' : envelope.mailFrom.address,
      recipients: envelope.rcptTo.map(({ address }) => address),
      overTls: secure,
    });
    this.stir();
  }
}

/** One for the tests of this block. */
export const useMailServer = (options?: SMTPServerOptions): MailServer =>
  use(
    () => MailServer.start(options),
    server => server.close(),
  );
