import { readdir } from 'node:fs/promises';
import { Injectable } from '@nestjs/common';
import { Config, ConfigurationError } from '#libs/platform';
import { MailAbility } from '../mail-ability.js';
import { MAIL_KINDS, MAIL_VALUES, type MailKind } from '../mail-kinds.js';
import { type Letter, LetterTemplate } from './letter-template.js';
import { TemplateFiles } from './template-files.js';
import type { Values } from './template.js';

/** What every mail can name, beside the values of its kind. `support` is a whole sentence, or nothing. */
const EVERYWHERE = ['product_name', 'support'];

/** Puts mails into words. */
@Injectable()
export class Letters {
  private readonly templates = new Map<MailKind, LetterTemplate>();
  private readonly common: Values;

  constructor(
    private readonly config: Config,
    private readonly mailAbility: MailAbility,
  ) {
    const { productName: product_name, supportAddress } = config;
    const support = supportAddress === undefined ? '' : `Questions? Write to ${supportAddress}.`;
    this.common = { product_name, support };
  }

  /** Reads all templates, once, where mails get out. @throws ConfigurationError that says what is wrong with which file of the operator's */
  async load(): Promise<void> {
    if (!this.mailAbility.isOn) return;
    const { templates } = this.config.mail;
    try {
      if (templates !== undefined) await assertNothingElse(templates);
      const files = new TemplateFiles(templates);
      for (const kind of MAIL_KINDS) {
        const [text, html] = await Promise.all([files.read(`${kind}.txt`), files.read(`${kind}.html`)]);
        this.templates.set(kind, new LetterTemplate(kind, { text, html }, [...EVERYWHERE, ...MAIL_VALUES[kind]]));
      }
    } catch (error) {
      if (templates === undefined) throw error;
      throw new ConfigurationError([`GATEHOUSE_MAIL_TEMPLATES: ${templates}: ${(error as Error).message}`]);
    }
  }

  /** @throws Error for a kind that this version does not know, and a value that is lacking */
  write(kind: string, values: Values): Letter {
    const template = this.templates.get(kind as MailKind);
    if (template === undefined) throw new Error(`there is no template for ${kind}`);
    return template.fill({ ...values, ...this.common });
  }
}

/** A file that is named wrongly would leave the service's own in force, and nobody would know why. */
async function assertNothingElse(folder: string): Promise<void> {
  const known = MAIL_KINDS.flatMap(kind => [`${kind}.txt`, `${kind}.html`]);
  for (const name of await readdir(folder)) {
    const isTemplate = /\.(?:txt|html)$/.test(name) && !name.startsWith('.');
    if (isTemplate && !known.includes(name)) throw new Error(`${name} is no template: there are ${known.join(', ')}`);
  }
}
