import type { SendMailOptions } from 'nodemailer';
import type { Letter } from '../letters/letter-template.js';
import { partOf, withoutOthers } from './part.js';

/** A mail in words, ready to be sent. */
export interface Message extends Letter {
  readonly id: string;
  readonly kind: string;
  readonly created_at: Date;
  readonly to: string;
  /** The link or the code that it is about. */
  readonly key: string | undefined;
}

/** A way out for mails. */
export abstract class Transport {
  /** Resolves once whoever takes it has taken it; rejects otherwise, and when `signal` says so. */
  abstract send(message: Message, signal: AbortSignal): Promise<void>;
}

/** As nodemailer wants it. The same mail gives the same bytes, so that who gets it twice can tell. */
export function optionsOf(message: Message, origin: Origin): SendMailOptions {
  const { id, created_at, to, subject, text, html } = message;
  return {
    messageId: `<${id}@${origin.host}>`,
    date: created_at,
    from: origin.from,
    ...(origin.replyTo !== undefined && { replyTo: { name: '', address: origin.replyTo } }),
    // An object is taken as it is; a text would be read for several addresses.
    to: { name: '', address: to },
    subject,
    alternatives: [partOf('text/plain', text), partOf('text/html', withoutOthers(html))],
    // So that no answering machine answers (RFC 3834 §5).
    headers: { 'Auto-Submitted': 'auto-generated' },
    baseBoundary: id,
    xMailer: false,
  };
}

/** Who sends, the same for all mails. */
export interface Origin {
  readonly from: { readonly name: string; readonly address: string };
  readonly replyTo: string | undefined;
  /** In whose name ids of messages are made. */
  readonly host: string;
}
