import { type CallHandler, type ExecutionContext, Injectable, type NestInterceptor } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Observable } from 'rxjs';
import { Applications } from '#libs/service-clients';

const ALLOWED_ORIGIN = 'Access-Control-Allow-Origin';

/**
 * Lets the pages of an application that has no server read what it is answered here, errors too. Cookies are not allowed with it,
 * and count for nothing at these endpoints.
 */
@Injectable()
export class PagesOfApplications implements NestInterceptor {
  constructor(private readonly applications: Applications) {}

  async intercept(context: ExecutionContext, next: CallHandler): Promise<Observable<unknown>> {
    const http = context.switchToHttp();
    const { headers, body } = http.getRequest<FastifyRequest>();
    const reply = http.getResponse<FastifyReply>();
    // A listed origin has its own header already.
    if (headers.origin !== undefined && !reply.hasHeader(ALLOWED_ORIGIN)) {
      const application = await this.applications.find(clientIdIn(body));
      if (application?.hasPagesAt(headers.origin) === true) {
        reply.headers({ [ALLOWED_ORIGIN]: headers.origin, Vary: 'Origin' });
      }
    }
    return next.handle();
  }
}

function clientIdIn(body: unknown): string {
  const { client_id } = (body ?? {}) as { client_id?: unknown };
  return typeof client_id === 'string' ? client_id : '';
}
