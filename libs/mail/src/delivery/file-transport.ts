import { mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Logger } from '@nestjs/common';
import { type Message, optionsOf, type Origin, Transport } from './transport.js';

/** Writes mails into files, for whoever develops without a server: mail programs open them. */
export class FileTransport extends Transport {
  private readonly logger = new Logger('Mail');

  /** @param tells whether the log says what opens an account: only where whoever reads it is the one who develops */
  constructor(
    private readonly folder: string,
    private readonly origin: Origin,
    private readonly tells: boolean,
  ) {
    super();
  }

  override async send(message: Message): Promise<void> {
    const { createTransport } = await import('nodemailer');
    const transporter = createTransport({ streamTransport: true, buffer: true, newline: 'windows' });
    const { message: content } = await transporter.sendMail(optionsOf(message, this.origin));
    await mkdir(this.folder, { recursive: true, mode: 0o700 });
    const file = join(this.folder, nameOf(message));
    // Whole or not at all, for whoever watches the folder.
    await writeFile(`${file}.new`, content as Buffer, { mode: 0o600 });
    await rename(`${file}.new`, file);
    if (this.tells) this.logger.log({ message: `a mail: ${message.subject}`, file, ...keyOf(message) });
  }
}

/** In order of time where files are in order of their names. */
const nameOf = ({ created_at, kind, id }: Message): string =>
  `${created_at.toISOString().replaceAll(':', '-')}-${kind}-${id}.eml`;

const keyOf = ({ key }: Message): { readonly key?: string } => (key === undefined ? {} : { key });
