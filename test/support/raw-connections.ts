/** Connections of a test that speaks to the service byte by byte, and what it says over them. */
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { afterEach } from '@jest/globals';
import type { Gatehouse } from './gatehouse.js';

export const LIVE = 'GET /health/live HTTP/1.1\r\nHost: a\r\n\r\n';
/** The beginning of a login, to be followed by headers that say how long its body is. */
export const LOGIN = 'POST /v1/auth/login HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n';
const WRONG = '{"email":"nobody@example.test","password":"not-the-password-at-all"}';
/** A whole one, of nobody. */
export const WRONG_LOGIN = `${LOGIN}Content-Length: ${WRONG.length}\r\n\r\n${WRONG}`;

/** Those that are open, and when each is closed. */
const opened = new Map<Socket, Promise<unknown>>();

/** Registers a hook: called once at the head of a test. */
export function closeAllAfterEach(): void {
  afterEach(() => {
    for (const socket of opened.keys()) socket.destroy();
    opened.clear();
  });
}

export async function open({ url }: Pick<Gatehouse, 'url'>): Promise<Socket> {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname).on('error', () => undefined);
  opened.set(socket, new Promise(resolve => socket.once('close', resolve)));
  await once(socket, 'connect');
  return socket;
}

/** Reads on until it is closed. */
export async function closed(socket: Socket): Promise<void> {
  socket.resume();
  await opened.get(socket);
}

/** Sends this, and waits for some answer. */
export async function ask(socket: Socket, text = LIVE): Promise<string> {
  socket.write(text);
  const [answer] = (await once(socket, 'data')) as [Buffer];
  return answer.toString('latin1', 0, 12);
}
