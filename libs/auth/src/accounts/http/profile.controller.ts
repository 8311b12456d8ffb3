import { Controller, Get, Header } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { levelOf, type Principal } from '#libs/contracts';
import { ApiGuarded, ApiProblems } from '#libs/platform';
import { toUser } from '#libs/users';
import { CurrentPrincipal, CurrentSession } from '#libs/verifier/nest';
import { Profile } from '../profile.js';
import { Me } from './profile.dto.js';

/** Who somebody is, to themselves. */
@ApiTags('auth')
@ApiGuarded('insufficient_scope')
@Controller('v1/auth')
export class ProfileController {
  constructor(private readonly profile: Profile) {}

  /** Tells who you are and what you may do. */
  @Get('me')
  @Header('Cache-Control', 'no-store')
  @ApiOkResponse({ type: Me })
  @ApiProblems()
  async getMe(@CurrentPrincipal() principal: Principal, @CurrentSession() session_id: string): Promise<Me> {
    const { roles, dormant_roles, permissions, ...user } = await this.profile.read(principal);
    const held = { roles: [...roles], dormant_roles: [...dormant_roles], permissions: [...permissions] };
    const { amr = [], auth_time = principal.iat } = principal;
    return { ...toUser(user), ...held, session_id, amr: [...amr], acr: levelOf(amr), auth_time };
  }
}
