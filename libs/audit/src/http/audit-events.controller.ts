import { Readable } from 'node:stream';
import { Controller, Get, Header, Query, StreamableFile } from '@nestjs/common';
import { ApiExtraModels, ApiOkResponse, ApiTags, getSchemaPath } from '@nestjs/swagger';
import { Throttle } from '@nestjs/throttler';
import type { Principal } from '#libs/contracts';
import {
  ApiGuarded,
  ApiProblems,
  Cursors,
  LINES_TYPE,
  pageOf,
  pageRequest,
  perMinute,
  type RequestSource,
  Source,
  text,
} from '#libs/platform';
import { AccessTokenVerifier } from '#libs/verifier/core';
import { CurrentPrincipal, RequirePermissions } from '#libs/verifier/nest';
import { AuditTrail } from '../audit-trail.js';
import { ExportTrail } from '../export/export-trail.js';
import { EventNames } from '../names/event-names.js';
import { AuditEvent, AuditEventPage, toAuditEvent } from './audit-event.dto.js';
import { AuditEventQuery, AuditExportQuery, filterOf } from './audit-event-query.dto.js';
import { CSV_EXAMPLE, csvOf, linesOf } from './export-text.js';
import { maySee } from './may-see.js';

/** As much as generators of clients can say of a text: an export has no end of its own. */
const NO_LIMIT = 2_147_483_647;

@ApiTags('audit')
@ApiGuarded('insufficient_scope')
@RequirePermissions('audit:read')
@Controller('v1/audit-events')
export class AuditEventsController {
  constructor(
    private readonly auditTrail: AuditTrail,
    private readonly eventNames: EventNames,
    private readonly exportTrail: ExportTrail,
    private readonly accessTokenVerifier: AccessTokenVerifier,
    private readonly cursors: Cursors,
  ) {}

  /** Lists what was done, newest first: by whom, to what, from where, of which kind, in which time. */
  @Get()
  @ApiOkResponse({ type: AuditEventPage })
  @ApiProblems('validation_failed', 'invalid_cursor')
  async listAuditEvents(
    @Query() query: AuditEventQuery,
    @CurrentPrincipal() principal: Principal,
  ): Promise<AuditEventPage> {
    const filter = filterOf(query);
    const list = `audit-events:${JSON.stringify(filter)}`;
    const records = await this.auditTrail.list(filter, pageRequest(query, list, this.cursors));
    const page = pageOf(records, query.limit, event => event.id, list, this.cursors);
    const named = await this.eventNames.of(page.items, maySee(this.accessTokenVerifier, principal));
    return { ...page, items: named.map(toAuditEvent) };
  }

  /**
   * Hands out all that the filters fit, newest first, as a table or as lines of JSON. It comes in parts, as it is read; whoever
   * finds the answer broken off has not got all. That it was handed out is written into the trail.
   */
  @Get('export')
  @Throttle(perMinute(10))
  @Header('Cache-Control', 'no-store')
  @ApiExtraModels(AuditEvent)
  @ApiOkResponse({
    description: 'All events that fit. Of lines of JSON the schema is that of each.',
    content: {
      'text/csv': { schema: { type: 'string', ...text(NO_LIMIT) }, example: CSV_EXAMPLE },
      [LINES_TYPE]: { schema: { $ref: getSchemaPath(AuditEvent) } },
    },
  })
  @ApiProblems('validation_failed')
  async exportAuditEvents(
    @Query() { format, ...query }: AuditExportQuery,
    @CurrentPrincipal() principal: Principal,
    @Source() source: RequestSource,
  ): Promise<StreamableFile> {
    const actor = { id: principal.sub, ...source };
    const seen = maySee(this.accessTokenVerifier, principal);
    const parts = await this.exportTrail.execute(actor, format, filterOf(query), seen);
    const [lines, type] =
      format === 'csv' ? [csvOf(parts), 'text/csv; charset=utf-8; header=present'] : [linesOf(parts), LINES_TYPE];
    // Not in object mode: what waits to be sent is bounded by its bytes. Trouble on the way breaks the connection off.
    return new StreamableFile(Readable.from(lines, { objectMode: false }), {
      type,
      disposition: `attachment; filename="audit-events.${format}"`,
    });
  }
}
