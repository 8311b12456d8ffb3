import { Letters, MAIL_KINDS, MailAbility, type MailKind } from '#libs/mail';
import { readConfig } from '#libs/platform';
import { sampleOf } from '../support/use-cases/mail-samples.js';
import { EACH_LOOK, type Shot } from './shot.js';

/** These in every look: what differs among the others are the words. */
const MODELS: readonly MailKind[] = ['login_code', 'notice_new_device'];

/** Every mail, as a mail program shows its HTML. */
export async function mailShots(): Promise<Shot[]> {
  const config = readConfig({ GATEHOUSE_SUPPORT_ADDRESS: 'help@example.org' });
  const letters = new Letters(config, new MailAbility(config));
  await letters.load();
  return MAIL_KINDS.map(kind => ({
    name: `mail-${kind.replaceAll('_', '-')}`,
    address: '/',
    html: letters.write(kind, sampleOf(kind)).html,
    looks: MODELS.includes(kind) ? EACH_LOOK : ['light'],
    isWindow: true,
  }));
}
