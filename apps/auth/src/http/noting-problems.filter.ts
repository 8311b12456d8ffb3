import { Catch, Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { type SignalKind, Signals } from '#libs/audit';
import type { ProblemCode, ProblemDocument } from '#libs/contracts';
import { Metrics, ProblemFilter, sourceOf } from '#libs/platform';
import type { GuardedRequest } from '#libs/verifier/nest';

/** What people are told of, and of which kind it is. */
const SIGNS: Partial<Record<ProblemCode, SignalKind>> = {
  too_many_requests: 'excess_rate_limit_exceeded',
  insufficient_scope: 'authz_fail',
  permission_not_held: 'authz_fail',
  cross_site_request: 'authz_fail',
  csrf_token_invalid: 'authz_fail',
};

const HELP = 'Problems that routes have answered with, by code.';
/** Those that an alert waits for begin at nothing. */
const ASKED_FOR = ['database_unavailable', 'overloaded', 'cannot_verify', 'internal_error'];

/** Answers what has gone wrong, and notes what somebody was refused: access, or more than they may ask for. */
@Injectable()
@Catch()
export class NotingProblemFilter extends ProblemFilter {
  private readonly count: (code: string) => void;

  constructor(
    private readonly signals: Signals,
    metrics: Metrics,
  ) {
    super();
    this.count = metrics.addCounter('gatehouse_problems_total', HELP, 'code', ASKED_FOR);
  }

  override answer(error: unknown, request: FastifyRequest & GuardedRequest, reply: FastifyReply): ProblemDocument {
    const document = super.answer(error, request, reply);
    this.count(document.code);
    const kind = SIGNS[document.code];
    if (kind === undefined) return document;
    const actor = { id: request.principal?.sub ?? null, ...sourceOf(request) };
    this.signals.note({ kind, actor, target: null, reason: document.code });
    return document;
  }
}
