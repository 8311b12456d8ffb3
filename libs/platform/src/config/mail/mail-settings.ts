/** What can be chosen about mails, validated. */
export interface MailSettings {
  /** Whether there are to be mails at all. */
  readonly isWanted: boolean;
  /** Absent: there is no server, so mails are files below `dataDir`, or in production none at all. */
  readonly smtp: SmtpServer | undefined;
  /** Whom mails are from: an address, which may have a name before it. */
  readonly from: Mailbox;
  /** A folder whose files stand in for those templates of the same name; absent: all are the service's own. */
  readonly templates: string | undefined;
}

export interface Mailbox {
  readonly name: string | undefined;
  readonly address: string;
}

/** The server that takes mails and passes them on: what an `smtp://` or `smtps://` URL says. */
export interface SmtpServer {
  readonly host: string;
  readonly port: number;
  readonly login: { readonly user: string; readonly password: string } | undefined;
  /**
   * `implicit`: from the first byte on. `demanded`: by STARTTLS (RFC 3207), and nothing is sent without. `optional`: by STARTTLS
   * if the server has it, whoever it is.
   */
  readonly tls: 'implicit' | 'demanded' | 'optional';
}
