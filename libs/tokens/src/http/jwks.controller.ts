import { Controller, Get, Header } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { ApiProblems } from '#libs/platform';
import { Public } from '#libs/verifier/nest';
import { KeyRing } from '../keys/key-ring.js';
import { Jwks } from './jwks.dto.js';

const MAX_AGE_SECONDS = 300;

@ApiTags('oauth')
@Controller('.well-known')
export class JwksController {
  constructor(private readonly keys: KeyRing) {}

  /** Gives the public keys that verify access tokens. */
  @Public()
  @Get('jwks.json')
  @Header('Cache-Control', `public, max-age=${MAX_AGE_SECONDS}`)
  @ApiOkResponse({ type: Jwks })
  @ApiProblems()
  getJwks(): Jwks {
    return { keys: [...this.keys.published] as Jwks['keys'] };
  }
}
