import { join } from 'node:path';
import type { Config } from '#libs/platform';
import type { MailAbility } from '../mail-ability.js';
import { FileTransport } from './file-transport.js';
import { SmtpTransport } from './smtp-transport.js';
import type { Origin, Transport } from './transport.js';

/** The way out that the settings ask for; undefined where mails are off. */
export function transportOf(config: Config, { way }: MailAbility): Transport | undefined {
  const { mail, dataDir, environment } = config;
  if (mail.smtp !== undefined) return new SmtpTransport(mail.smtp, originOf(config));
  if (way === 'none') return undefined;
  return new FileTransport(join(dataDir, 'mail'), originOf(config), environment === 'development');
}

function originOf({ mail: { from }, issuer, productName, supportAddress }: Config): Origin {
  return {
    from: { name: from.name ?? productName, address: from.address },
    replyTo: supportAddress,
    host: new URL(issuer).hostname,
  };
}
