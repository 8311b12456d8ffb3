import { MAIL_VALUES, type MailKind } from '../../../libs/mail/src/mail-kinds.js';

/** What a flow would give. */
const VALUES: Readonly<Record<string, string>> = {
  link: 'https://auth.example.test/account/set-password#token=Zm9yIHNob3cgb25seQ',
  good_for: '24 hours',
  ip: '192.0.2.7',
  device: 'Firefox on Linux',
  when: '29 November 2026 at 16:02 UTC',
  code: '40315728',
  new_email: 'new@example.test',
  factor: 'an authenticator app',
  event: 'your password was changed',
};

/** Values for a mail of this kind. */
export const sampleOf = (kind: MailKind): Record<string, string> =>
  Object.fromEntries(MAIL_VALUES[kind].map(name => [name, VALUES[name] ?? `no sample of ${name}`]));
