import { Readable } from 'node:stream';
import { Controller, Get, Header, StreamableFile } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { Throttle } from '@nestjs/throttler';
import type { Principal } from '#libs/contracts';
import { ApiGuarded, ApiProblems, perMinute, Source, type RequestSource } from '#libs/platform';
import { CurrentPrincipal, CurrentSession } from '#libs/verifier/nest';
import { ExportAccount } from '../export-account.js';
import { ExportedAccount } from './export.dto.js';
import { textOf } from './export-text.js';

/** What the service knows of you. */
@ApiTags('auth')
@ApiGuarded('insufficient_scope')
@Controller('v1/auth/me/export')
export class ExportController {
  constructor(private readonly exportAccount: ExportAccount) {}

  /** Tells everything that the service knows of you, as one document. It comes in parts, as it is read. */
  @Get()
  @Throttle(perMinute(10))
  @Header('Cache-Control', 'no-store')
  @ApiOkResponse({ type: ExportedAccount })
  @ApiProblems()
  async exportMe(
    @CurrentPrincipal() { sub }: Principal,
    @CurrentSession() session: string,
    @Source() source: RequestSource,
  ): Promise<StreamableFile> {
    const exported = await this.exportAccount.execute({ id: sub, ...source }, sub);
    // Not in object mode: what waits to be sent is bounded by its bytes. Trouble on the way breaks the connection off.
    const text = Readable.from(textOf(exported, session), { objectMode: false });
    return new StreamableFile(text, { type: 'application/json; charset=utf-8' });
  }
}
