import type { IncomingHttpHeaders } from 'node:http';
import { trace } from '@opentelemetry/api';

/** Version, trace, parent, flags; a later version may have more (W3C Trace Context §3.2). */
const TRACEPARENT = /^(?!ff)([0-9a-f]{2})-(?!0{32})([0-9a-f]{32})-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}(-.*)?$/;

/**
 * The trace that a request belongs to: that of the span that is under way, and where nobody traces here that of the header
 * `traceparent`, so that others find the request in what they trace.
 */
export function traceIdOf({ traceparent }: IncomingHttpHeaders): string | undefined {
  const active = trace.getActiveSpan();
  if (active !== undefined) return active.spanContext().traceId;
  const [, version, id, more] = TRACEPARENT.exec(String(traceparent)) ?? [];
  return version === '00' && more !== undefined ? undefined : id;
}
