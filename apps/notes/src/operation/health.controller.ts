import { Controller, Get, HttpStatus, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { Gatehouse } from '#libs/verifier/core';
import { Public } from '#libs/verifier/nest';

interface Readiness {
  readonly status: 'ready' | 'starting' | 'stale';
  /** By how many seconds the view of revocations may be behind; null before there was one. */
  readonly age_seconds: number | null;
  readonly entries: number;
  readonly connected: boolean;
}

/** For whoever watches the process or sends it requests. */
@Controller('health')
@Public()
export class HealthController {
  constructor(private readonly gatehouse: Gatehouse) {}

  /** The process answers: no reason to restart it. */
  @Get('live')
  live(): { status: 'live' } {
    return { status: 'live' };
  }

  /** Whether it can judge its callers, 503 while it cannot. It goes on serving those of its routes that need no answer. */
  @Get('ready')
  ready(@Res({ passthrough: true }) reply: FastifyReply): Readiness {
    const { age_seconds, stale, entries, connected } = this.gatehouse.status();
    if (stale) reply.code(HttpStatus.SERVICE_UNAVAILABLE);
    return { status: statusOf(age_seconds, stale), age_seconds, entries, connected };
  }
}

function statusOf(age: number | null, stale: boolean): Readiness['status'] {
  if (age === null) return 'starting';
  return stale ? 'stale' : 'ready';
}
