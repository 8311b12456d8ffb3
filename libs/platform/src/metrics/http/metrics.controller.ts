import { Controller, Get, Res } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { RequirePermissions } from '#libs/verifier/nest';
import { ApiGuarded, ApiProblemsInMemory } from '../../http/api-problems.decorator.js';
import { Metrics } from '../metrics.js';

@ApiTags('operation')
@ApiGuarded('insufficient_scope')
@RequirePermissions('metrics:read')
@Controller('metrics')
export class MetricsController {
  constructor(private readonly metrics: Metrics) {}

  /** Tells what is measured of this instance, for Prometheus. */
  @Get()
  @ApiOkResponse({
    description: 'The values as they are now, in the text format of Prometheus.',
    content: { 'text/plain': { schema: { type: 'string', maxLength: 1_048_576, pattern: '^[^\\u0000]*$' } } },
  })
  @ApiProblemsInMemory('too_many_requests')
  async getMetrics(@Res({ passthrough: true }) reply: FastifyReply): Promise<string> {
    reply.header('Cache-Control', 'no-store').type(this.metrics.contentType);
    return this.metrics.read();
  }
}
