import { Controller, Get, Query } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { ApiGuarded, ApiProblems, Cursors, pageOf, pageRequest } from '#libs/platform';
import { RequirePermissions } from '#libs/verifier/nest';
import { AuditTrail } from '../audit-trail.js';
import { AuditEventPage, AuditEventQuery, filterOf, toAuditEvent } from './audit-event.dto.js';

@ApiTags('audit')
@ApiGuarded('insufficient_scope')
@RequirePermissions('audit:read')
@Controller('v1/audit-events')
export class AuditEventsController {
  constructor(
    private readonly auditTrail: AuditTrail,
    private readonly cursors: Cursors,
  ) {}

  /** Lists what was done, newest first: by whom, to what, from where, of which kind, in which time. */
  @Get()
  @ApiOkResponse({ type: AuditEventPage })
  @ApiProblems('validation_failed', 'invalid_cursor')
  async listAuditEvents(@Query() query: AuditEventQuery): Promise<AuditEventPage> {
    const filter = filterOf(query);
    const list = `audit-events:${JSON.stringify(filter)}`;
    const records = await this.auditTrail.list(filter, pageRequest(query, list, this.cursors));
    const page = pageOf(records, query.limit, event => event.id, list, this.cursors);
    return { ...page, items: page.items.map(toAuditEvent) };
  }
}
