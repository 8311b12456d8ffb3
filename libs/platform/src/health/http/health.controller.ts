import { Controller, Get, Res } from '@nestjs/common';
import { ApiOkResponse, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Public } from '#libs/verifier/nest';
import { Readiness } from '../readiness.js';
import { Liveness, ReadinessReport } from './health.dto.js';

@ApiTags('operation')
@Public()
@Controller('health')
export class HealthController {
  constructor(private readonly readiness: Readiness) {}

  /** Tells that the process runs; asks nothing else. */
  @Get('live')
  @ApiOkResponse({ type: Liveness, description: 'The process runs.' })
  getLiveness(): Liveness {
    return { status: 'ok' };
  }

  /** Tells whether this instance can serve requests now. */
  @Get('ready')
  @ApiOkResponse({ type: ReadinessReport, description: 'Ready.' })
  @ApiResponse({ status: 503, type: ReadinessReport, description: 'Starting, draining, or something is missing.' })
  async getReadiness(@Res({ passthrough: true }) reply: FastifyReply): Promise<ReadinessReport> {
    const checks = await this.readiness.report();
    const ready = Object.values(checks).every(state => state === 'ok');
    reply.header('Cache-Control', 'no-store');
    if (!ready) reply.code(503);
    return { status: ready ? 'ok' : 'failing', checks };
  }
}
