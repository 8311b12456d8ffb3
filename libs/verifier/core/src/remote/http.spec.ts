import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, it } from '@jest/globals';
import { Http, RequestFailed } from './http.js';

let server: Server | undefined;
const lifetime = new AbortController();
const http = new Http(lifetime.signal);

async function serve(listener: RequestListener): Promise<string> {
  const started = (server = createServer(listener));
  await new Promise<void>(resolve => started.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(started.address() as AddressInfo).port}/place?secret=1`;
}

async function failureOf(url: string, limits = {}): Promise<string> {
  const request = { url, headers: { Authorization: 'Basic c2VjcmV0' }, form: { token: 'secret' } };
  const error = await http.json(request, limits).catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(RequestFailed);
  const { message, cause } = error as Error;
  expect(cause).toBeUndefined();
  expect(message).not.toMatch(/secret|c2VjcmV0/);
  return message.replace(/:\d+/, '');
}

afterEach(() => {
  server?.closeAllConnections();
  server?.close();
});

describe('Http', () => {
  it('asks for JSON, and posts a form where there is one', async () => {
    const url = await serve((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const { method, headers } = request;
        const body = Buffer.concat(chunks).toString();
        response.end(JSON.stringify({ method, body, type: headers['content-type'], accept: headers.accept }));
      });
    });
    const json = { type: undefined, accept: 'application/json' };
    expect((await http.json({ url })).body).toEqual({ method: 'GET', body: '', ...json });
    expect((await http.json({ url, form: { a: 'b c' } })).body).toEqual({
      ...json,
      method: 'POST',
      body: 'a=b+c',
      type: 'application/x-www-form-urlencoded;charset=UTF-8',
    });
  });

  it('follows no redirect', async () => {
    let requests = 0;
    const url = await serve((_request, response) => {
      requests++;
      response.writeHead(307, { Location: '/elsewhere' }).end('{}');
    });
    expect(await failureOf(url)).toBe('http://127.0.0.1/place answered 307');
    expect(requests).toBe(1);
  });

  it.each([401, 404, 500, 503])('takes %s for a failure, and says so', async status => {
    const url = await serve((_request, response) => response.writeHead(status).end('{"secret":1}'));
    expect(await failureOf(url)).toBe(`http://127.0.0.1/place answered ${status}`);
    await expect(http.json({ url })).rejects.toMatchObject({ status });
  });

  it.each([
    ['no JSON', 'secret'],
    ['nothing', ''],
    ['broken UTF-8', Buffer.from([0x22, 0xff, 0x22])],
  ])('refuses %s', async (_what, body) => {
    const url = await serve((_request, response) => response.end(body));
    expect(await failureOf(url)).toBe('http://127.0.0.1/place did not answer with JSON');
  });

  it('reads no more than it may, compressed or not', async () => {
    const body = JSON.stringify('x'.repeat(100_000));
    const plain = await serve((_request, response) => response.end(body));
    expect(await failureOf(plain, { size: 50_000 })).toContain('more than 50000 bytes');
    server?.close();
    const zipped = gzipSync(body);
    const url = await serve((_request, response) => {
      response.writeHead(200, { 'Content-Encoding': 'gzip' }).end(zipped);
    });
    expect(zipped.length).toBeLessThan(1000);
    expect(await failureOf(url, { size: 50_000 })).toContain('more than 50000 bytes');
  });

  it('waits no longer than it may, for the head or for the body', async () => {
    const mute = await serve(() => undefined);
    expect(await failureOf(mute, { timeout: 100 })).toContain('no answer within 0.1 s');
    server?.closeAllConnections();
    server?.close();
    const slow = await serve((_request, response) => response.write('{'));
    expect(await failureOf(slow, { timeout: 200 })).toContain('broke off: no answer within 0.2 s');
  });

  it('says why there is no connection', async () => {
    const url = await serve((_request, response) => response.socket?.destroy());
    expect(await failureOf(url)).toContain('cannot be reached: UND_ERR_SOCKET');
    await new Promise(resolve => server?.close(resolve));
    expect(await failureOf(url)).toContain('cannot be reached: ECONNREFUSED');
  });

  it('ends when it is told to', async () => {
    const ended = new AbortController();
    const url = await serve(() => ended.abort());
    await expect(new Http(ended.signal).json({ url })).rejects.toBeInstanceOf(RequestFailed);
    await expect(new Http(ended.signal).json({ url })).rejects.toBeInstanceOf(RequestFailed);
  });
});
