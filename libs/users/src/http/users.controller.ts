import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { ADMIN_ROLE } from '#libs/contracts';
import { ApiGuarded, ApiProblems, Cursors, IdParam, pageOf, PageQuery, pageRequest } from '#libs/platform';
import { Roles } from '#libs/verifier/nest';
import { Users } from '../users.js';
import { toUser, User, UserPage } from './user.dto.js';

const LIST = 'users';

@ApiTags('users')
@ApiGuarded('insufficient_scope')
@Roles(ADMIN_ROLE)
@Controller('v1/users')
export class UsersController {
  constructor(
    private readonly users: Users,
    private readonly cursors: Cursors,
  ) {}

  /** Lists the users, newest first. */
  @Get()
  @ApiOkResponse({ type: UserPage })
  @ApiProblems('validation_failed', 'invalid_cursor')
  async listUsers(@Query() query: PageQuery): Promise<UserPage> {
    const records = await this.users.list(pageRequest(query, LIST, this.cursors));
    const page = pageOf(records, query.limit, user => user.id, LIST, this.cursors);
    return { ...page, items: page.items.map(toUser) };
  }

  /** Shows one user. */
  @Get(':id')
  @ApiOkResponse({ type: User })
  @ApiProblems('validation_failed', 'user_not_found')
  async getUser(@Param() { id }: IdParam): Promise<User> {
    return toUser(await this.users.get(id));
  }
}
