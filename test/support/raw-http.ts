import { connect } from 'node:net';

/** An answer as it came over the wire. */
export interface WireAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Record<string, unknown>;
}

/**
 * Sends exactly these bytes (as Latin-1) over a connection of their own: client libraries are too polite for what is to be
 * tried. Waits until the service closes the connection, so what it serves has to ask for that.
 * @returns all that it answered
 */
export async function sendRaw(url: string, ...parts: readonly string[]): Promise<WireAnswer[]> {
  const { hostname, port } = new URL(url);
  const text = await new Promise<string>((resolve, reject) => {
    let received = '';
    const socket = connect(Number(port), hostname, () => parts.forEach(part => socket.write(part, 'latin1')));
    socket
      .setEncoding('latin1')
      .on('data', chunk => (received += chunk.toString()))
      .on('error', reject)
      .on('close', () => resolve(received));
  });
  return answersIn(text);
}

function answersIn(text: string): WireAnswer[] {
  if (text === '') return [];
  const end = text.indexOf('\r\n\r\n');
  const [statusLine = '', ...lines] = text.slice(0, end).split('\r\n');
  const status = Number(/^HTTP\/1\.1 (\d{3}) /.exec(statusLine)?.[1]);
  const headers = new Headers(lines.map(line => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 1)]));
  // An interim answer has no length and no body.
  const length = Number(headers.get('content-length') ?? 0);
  const start = end + '\r\n\r\n'.length;
  const body = text.slice(start, start + length);
  const isJson = body !== '' && /json/.test(headers.get('content-type') ?? '');
  const answer = { status, headers, body: isJson ? (JSON.parse(body) as Record<string, unknown>) : {} };
  return [answer, ...answersIn(text.slice(start + length))];
}
