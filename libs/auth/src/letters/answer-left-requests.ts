import { Injectable } from '@nestjs/common';
import { Chore } from '#libs/housekeeping';
import { MailRequests } from '#libs/users';
import { AskedMails } from './asked-mails.js';

/** Looks into what an instance has taken that is gone, and forgets what could not be done for a day. */
@Injectable()
export class AnswerLeftRequests extends Chore {
  override readonly done = 'mails made that were asked for elsewhere';

  constructor(
    private readonly mailRequests: MailRequests,
    private readonly askedMails: AskedMails,
  ) {
    super();
  }

  override async execute(limit: number): Promise<number> {
    await this.mailRequests.forget(limit);
    let answered = 0;
    for (const id of await this.mailRequests.left(limit)) if (await this.askedMails.answer(id)) answered++;
    return answered;
  }
}
