import { Controller, HttpCode, Post } from '@nestjs/common';
import { ApiBody, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { type Caller, CurrentCaller } from '#libs/authority';
import { ApiGuarded, ApiProblems, BodyLines, ReadsLines } from '#libs/platform';
import { RequirePermissions } from '#libs/verifier/nest';
import { ImportUsers } from '../../import/import-users.js';
import { importLines } from './import-lines.js';
import { toUsersImported, UsersImported, UserToImport } from './import.dto.js';

/** People who come from another system. */
@ApiTags('users')
@ApiGuarded('insufficient_scope')
@RequirePermissions('users:write')
@Controller('v1/users')
export class ImportController {
  constructor(private readonly importUsersUseCase: ImportUsers) {}

  /**
   * Makes accounts for people who come from another system, with the hashes of their passwords: one line of JSON each, as many as
   * there are. What is wrong with a line is told, and the others are in. Whoever is there already is left as they are, so the
   * same can be sent again: after it was broken off, or to bring in what was refused.
   */
  @Post('import')
  @ReadsLines()
  @HttpCode(200)
  @ApiBody({ type: UserToImport })
  @ApiOkResponse({ type: UsersImported })
  @ApiProblems('overloaded')
  async importUsers(
    @BodyLines() body: AsyncIterable<Uint8Array>,
    @CurrentCaller() caller: Caller,
  ): Promise<UsersImported> {
    return toUsersImported(await this.importUsersUseCase.execute(caller, importLines(body)));
  }
}
