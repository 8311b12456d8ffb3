/** Mails: left in an outbox by whatever they tell of, and sent when that is committed. */
export { Postman } from './delivery/postman.js';
export { ExamineMail } from './examine-mail.js';
export { Letters } from './letters/letters.js';
export { MailAbility } from './mail-ability.js';
export { MAIL_KINDS, MAIL_VALUES, type MailKind } from './mail-kinds.js';
export { MailModule } from './mail.module.js';
export type { Mail } from './mail.js';
export { Outbox } from './outbox.js';
export { fromWhere } from './words/from-where.js';
export { inWords, momentInWords } from './words/in-words.js';
