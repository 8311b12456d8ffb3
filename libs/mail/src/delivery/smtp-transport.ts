import type { Transporter } from 'nodemailer';
import type { SmtpServer } from '#libs/platform';
import { type Message, optionsOf, type Origin, Transport } from './transport.js';

const CONNECTING_MS = 10_000;
const GREETING_MS = 30_000;
const SILENCE_MS = 60_000;

/** Hands mails to a server, each by a connection of its own: there are few, and nothing stays open that could break unseen. */
export class SmtpTransport extends Transport {
  private transporter: Promise<Transporter> | undefined;

  constructor(
    private readonly server: SmtpServer,
    private readonly origin: Origin,
  ) {
    super();
  }

  override async send(message: Message, signal: AbortSignal): Promise<void> {
    this.transporter ??= connectTo(this.server, this.origin.host);
    const transporter = await this.transporter;
    // To a server that knows the word it is said that lines may be of 8 bits (RFC 6152).
    const envelope = { from: this.origin.from.address, to: [{ name: '', address: message.to }], use8BitMime: true };
    await transporter.sendMail({ ...optionsOf(message, this.origin), envelope, signal });
  }
}

/** Says EHLO to the server as somebody who sends mails does, logs in where there is a login, and goes. @throws what it answers otherwise */
export async function greet(server: SmtpServer, name: string): Promise<void> {
  const transporter = await connectTo(server, name);
  await transporter.verify().finally(() => transporter.close());
}

/** Whoever sends no mail need not read the library. */
async function connectTo({ host, port, login, tls }: SmtpServer, name: string): Promise<Transporter> {
  const { createTransport } = await import('nodemailer');
  return createTransport({
    host,
    port,
    name,
    ...(login !== undefined && { auth: { user: login.user, pass: login.password } }),
    secure: tls === 'implicit',
    requireTLS: tls === 'demanded',
    // Where it may be done without, it does not matter either whose certificate that is.
    ...(tls === 'optional' && { opportunisticTLS: true, tls: { rejectUnauthorized: false } }),
    connectionTimeout: CONNECTING_MS,
    dnsTimeout: CONNECTING_MS,
    greetingTimeout: GREETING_MS,
    socketTimeout: SILENCE_MS,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
}
