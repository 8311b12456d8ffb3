import { Body, Controller, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiTags } from '@nestjs/swagger';
import { Throttle } from '@nestjs/throttler';
import { ApiProblems, perMinute, type RequestSource, Source } from '#libs/platform';
import { toUser, User } from '#libs/users';
import { Public } from '#libs/verifier/nest';
import { Register } from '../register.js';
import { Registration } from './registration.dto.js';

/** How strangers get an account, where that is open to them. */
@ApiTags('auth')
@Public()
@Controller('v1/auth')
export class RegistrationController {
  constructor(private readonly registerUseCase: Register) {}

  /** Makes an account. */
  @Post('register')
  @Throttle(perMinute(10))
  @ApiCreatedResponse({ type: User })
  @ApiProblems('invalid_json', 'validation_failed', 'weak_password', 'registration_closed', 'email_taken', 'overloaded')
  async register(@Body() { email, password }: Registration, @Source() source: RequestSource): Promise<User> {
    return toUser(await this.registerUseCase.execute(email, password, source));
  }
}
