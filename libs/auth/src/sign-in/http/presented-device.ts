import type { FastifyRequest } from 'fastify';
import { deviceCookie } from '../../browser/device-cookie.js';

/** What a request shows of its device: in its body, or else by cookie. Guards ask as well: the body may be anything. */
export function presentedDevice({ body, headers }: Pick<FastifyRequest, 'body' | 'headers'>): string | undefined {
  const inBody = typeof body === 'object' && body !== null && 'device_token' in body ? body.device_token : undefined;
  if (typeof inBody === 'string') return inBody;
  return deviceCookie.read(headers.cookie);
}
