import {
  type Attributes,
  type Span,
  SpanKind,
  SpanStatusCode,
  trace,
  type Tracer,
  type TracerProvider,
} from '@opentelemetry/api';

const NAME = 'gatehouse';

/**
 * Where spans go: to whoever was there before this process began, by `NODE_OPTIONS=--import`. Undefined where nobody listens, and
 * then a span costs nothing.
 */
export const tracer: Tracer | undefined = isListenedTo() ? trace.getTracer(NAME) : undefined;

/** What is done here, and what is asked of another server. */
export type Doing = 'internal' | 'client';

/**
 * Does something as a part of a request that is traced; what the service does for itself, several times a second, is no trace.
 * @param name few different ones, none with anything in it that a caller has sent
 * @throws what `work` throws; of that the span has the name alone, since messages may tell what is nobody's business
 */
export function inSpan<T>(
  name: string,
  attributes: Attributes,
  work: () => Promise<T>,
  doing: Doing = 'internal',
): Promise<T> {
  if (tracer === undefined || trace.getActiveSpan() === undefined) return work();
  const kind = doing === 'client' ? SpanKind.CLIENT : SpanKind.INTERNAL;
  return tracer.startActiveSpan(name, { attributes, kind }, async span => {
    try {
      return await work();
    } catch (error) {
      fail(span, error instanceof Error ? error.name : 'unknown');
      throw error;
    } finally {
      span.end();
    }
  });
}

export function fail(span: Span, type: string): void {
  span.setAttribute('error.type', type).setStatus({ code: SpanStatusCode.ERROR });
}

/** The interface hands out spans that do nothing until somebody is there; it does not tell that, but for this one. */
function isListenedTo(): boolean {
  const provider: TracerProvider & { getDelegateTracer?: (name: string) => Tracer | undefined } =
    trace.getTracerProvider();
  return provider.getDelegateTracer === undefined || provider.getDelegateTracer(NAME) !== undefined;
}
