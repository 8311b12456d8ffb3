import { Body, Controller, Header, HttpCode, Post, Res } from '@nestjs/common';
import { ApiAcceptedResponse, ApiCreatedResponse, ApiTags } from '@nestjs/swagger';
import { Throttle } from '@nestjs/throttler';
import type { FastifyReply } from 'fastify';
import { ApiProblems, Config, DomainError, perMinute, type RequestSource, Source } from '#libs/platform';
import { toUser, User } from '#libs/users';
import { Public } from '#libs/verifier/nest';
import { AskForAccount } from '../ask-for-account.js';
import { AskForAccountAgain } from '../ask-for-account-again.js';
import { Register } from '../register.js';
import { EmailRequest } from './account.dto.js';
import { Registration } from './registration.dto.js';

/** How strangers get an account, where that is open to them. */
@ApiTags('auth')
@Public()
@Controller('v1/auth')
export class RegistrationController {
  constructor(
    private readonly config: Config,
    private readonly registerUseCase: Register,
    private readonly askForAccount: AskForAccount,
    private readonly askForAccountAgain: AskForAccountAgain,
  ) {}

  /**
   * Makes an account. Where addresses have to be verified, it is there once the link that is sent to the address was used, and has the
   * password that is chosen then; the answer is the same whether the address has an account already or not.
   */
  @Post('register')
  @Throttle(perMinute(10))
  @ApiCreatedResponse({ type: User })
  @ApiAcceptedResponse({
    description: 'A mail was sent to the address: with a link, or with word of the account there is.',
  })
  @ApiProblems(
    'invalid_json',
    'validation_failed',
    'weak_password',
    'registration_closed',
    'email_taken',
    'mail_off',
    'overloaded',
  )
  async register(
    @Body() { email, password }: Registration,
    @Source() source: RequestSource,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<User | undefined> {
    if (this.config.emailVerification === 'off') {
      if (password === undefined) throw passwordMissing();
      return toUser(await this.registerUseCase.execute(email, password, source));
    }
    await this.askForAccount.execute(email, password, source);
    void reply.status(202);
    return undefined;
  }

  /** Sends the link again to who has registered and not used it. The answer is the same whatever address it is. */
  @Post('email/verify/resend')
  @HttpCode(202)
  @Throttle(perMinute(10))
  @Header('Cache-Control', 'no-store')
  @ApiAcceptedResponse({ description: 'It is done, if there is anything to be done.' })
  @ApiProblems('invalid_json', 'validation_failed', 'registration_closed', 'mail_off')
  async resendVerification(@Body() { email }: EmailRequest, @Source() source: RequestSource): Promise<void> {
    await this.askForAccountAgain.execute(email, source);
  }
}

function passwordMissing(): DomainError {
  const error = { field: 'password', code: 'is_needed', message: 'password is needed: the account is made at once' };
  return new DomainError('validation_failed', { errors: [error] });
}
