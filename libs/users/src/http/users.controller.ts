import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { ApiGuarded, ApiProblems, Cursors, IdParam, pageOf, pageRequest, Versioned } from '#libs/platform';
import { RequirePermissions } from '#libs/verifier/nest';
import { UserDirectory } from '../user-directory.js';
import { Users } from '../users.js';
import { toUser, User, UserPage, UserQuery } from './user.dto.js';

@ApiTags('users')
@ApiGuarded('insufficient_scope')
@RequirePermissions('users:read')
@Controller('v1/users')
export class UsersController {
  constructor(
    private readonly users: Users,
    private readonly userDirectory: UserDirectory,
    private readonly cursors: Cursors,
  ) {}

  /** Lists the users: all of them, or those whom all filters fit. */
  @Get()
  @ApiOkResponse({ type: UserPage })
  @ApiProblems('validation_failed', 'invalid_cursor')
  async listUsers(@Query() query: UserQuery): Promise<UserPage> {
    const { email_prefix, email_contains, status, role, sort, limit } = query;
    const filter = { email_prefix, email_contains, status, role };
    const list = `users:${JSON.stringify([filter, sort])}`;
    const records = await this.userDirectory.list(pageRequest(query, list, this.cursors), filter, sort);
    const page = pageOf(records, limit, user => user.id, list, this.cursors);
    return { ...page, items: page.items.map(toUser) };
  }

  /** Shows one user. */
  @Get(':id')
  @Versioned()
  @ApiOkResponse({ type: User })
  @ApiProblems('validation_failed', 'user_not_found')
  async getUser(@Param() { id }: IdParam): Promise<User> {
    return toUser(await this.users.get(id));
  }
}
