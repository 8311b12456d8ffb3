import { beforeAll, describe, expect, it } from '@jest/globals';
import { cameTo, importLines, LINES_TYPE, someone } from '../support/imports.js';
import { adminToken } from '../support/people.js';
import { useGatehouse } from '../support/use-gatehouse.js';

const KIB = 1024;

describe('lines that nobody should send', () => {
  const { service } = useGatehouse();
  let admin: string;

  beforeAll(async () => {
    admin = await adminToken(service.api);
  });

  const good = (): string => JSON.stringify({ email: someone() });
  const withEmail = (more: string): string => `{"email":"${someone()}",${more}}`;

  it.each([
    ['no JSON', '{', 'invalid_json'],
    ['two values', '{} {}', 'invalid_json'],
    ['a comma at the end', '{"email":"a@example.test",}', 'invalid_json'],
    ['a list', '[]', 'validation_failed'],
    ['a text', '"a@example.test"', 'validation_failed'],
    ['null', 'null', 'validation_failed'],
    ['no address', '{}', 'validation_failed'],
    ['an address that is none', '{"email":"nobody"}', 'validation_failed'],
    ['an address that nobody can see through', '{"email":"a\\u200bb@example.test"}', 'validation_failed'],
    ['a field that is not known', withEmail('"is_admin":true'), 'validation_failed'],
    ['a role that is no name', withEmail('"roles":["UPPER"]'), 'validation_failed'],
    ['roles that are no list', withEmail('"roles":"admin"'), 'validation_failed'],
    ['a state that is none', withEmail('"status":"deleted"'), 'validation_failed'],
    ['activity without a password', withEmail('"status":"active"'), 'validation_failed'],
    ['a flag that is none', withEmail('"email_verified":"yes"'), 'validation_failed'],
    ['a time that is none', withEmail('"created_at":"yesterday"'), 'validation_failed'],
    ['a time to come', withEmail('"created_at":"9999-01-01T00:00:00Z"'), 'validation_failed'],
    ['a claim that reads like a right', withEmail('"ext":{"roles":["admin"]}'), 'validation_failed'],
    ['a prototype', withEmail('"__proto__":{"status":"active"}'), 'invalid_request'],
    ['a prototype in the claims', withEmail('"ext":{"constructor":1}'), 'invalid_request'],
    ['a NUL', withEmail('"password":"a\\u0000b"'), 'invalid_request'],
    ['half a character', withEmail('"password":"\\ud800"'), 'invalid_request'],
    ['a member twice', withEmail('"status":"disabled","status":"active"'), 'invalid_json'],
    ['a member twice, written in two ways', withEmail('"e\\u006dail":"other@example.test"'), 'invalid_json'],
    ['a member twice, further in', withEmail('"ext":{"a":[{"b":1,"b":2}]}'), 'invalid_json'],
    ['depth', withEmail(`"ext":${'['.repeat(4000)}${']'.repeat(4000)}`), 'invalid_request'],
    ['length', withEmail(`"password":"${'x'.repeat(16 * KIB)}"`), 'body_too_large'],
  ])('are refused one by one, and the others are in: %s', async (_, bad, code) => {
    const { status, body } = await importLines(service, admin, [good(), bad, good()]);
    expect([status, body]).toMatchObject([200, { ...cameTo(2, 0, 1), refusals: [{ line: 2, code }] }]);
  });

  it('are told apart from bytes that are no text, from empty lines, and from how lines end', async () => {
    const mark = Buffer.from('\ufeff');
    const invalid = Buffer.from([0x7b, 0xff, 0x7d]);
    const parts = [mark, good(), '\r\n', '\n', ' \t\r\n', invalid, '\n', mark, good(), '\n', good(), '\n\n'];
    const bytes = Buffer.concat(parts.map(part => Buffer.from(part)));
    expect((await importLines(service, admin, Uint8Array.from(bytes))).body).toMatchObject({
      ...cameTo(2, 0, 2),
      refusals: [
        { line: 4, code: 'invalid_request' },
        { line: 5, code: 'invalid_json' },
      ],
    });
    expect((await importLines(service, admin, ['', ' ', ''])).body).toMatchObject(cameTo(0));
    expect((await importLines(service, admin, [])).body).toMatchObject(cameTo(0));
  });

  it('that have the names of members in their texts are read all the same', async () => {
    const { body } = await importLines(service, admin, [withEmail('"ext":{"a":"{\\"a\\":1,\\"a\\":2}","b":"a"}')]);
    expect(body).toMatchObject(cameTo(1));
  });

  it('are told to be wrong a thousand times, and counted from then on', async () => {
    const { body } = await importLines(service, admin, Array<string>(2500).fill('{'));
    expect([body.refused, body.refusals.length, body.refusals.at(-1)?.line]).toEqual([2500, 1000, 1000]);
  });

  it('have to say what they are', async () => {
    for (const type of ['application/json', 'text/plain', `${LINES_TYPE}; charset=utf-16`]) {
      const headers = { 'content-type': type };
      const { status } = await service.api.post('/v1/users/import', good(), { token: admin, headers });
      expect([type, status]).toEqual([type, 415]);
    }
    const headers = { 'content-type': LINES_TYPE };
    expect((await service.api.post('/v1/users', good(), { token: admin, headers })).status).toBe(415);
  });

  /** Sends the pieces as they come, over a connection of its own. @returns the status line of the answer */
  async function stream(pieces: AsyncIterable<string | Buffer> | Iterable<string | Buffer>): Promise<string> {
    const { connect } = await import('node:net');
    const { hostname, port } = new URL(service.url);
    const socket = connect(Number(port), hostname);
    let answer = '';
    socket.on('data', data => (answer += data.toString()));
    socket.on('error', () => undefined);
    const closed = new Promise(resolve => socket.once('close', resolve));
    socket.write(
      `POST /v1/users/import HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${admin}\r\nConnection: close\r\n` +
        `Content-Type: ${LINES_TYPE}\r\nTransfer-Encoding: chunked\r\n\r\n`,
    );
    for await (const piece of pieces) {
      const chunk = Buffer.concat([
        Buffer.from(`${Buffer.byteLength(piece).toString(16)}\r\n`),
        Buffer.from(piece),
        Buffer.from('\r\n'),
      ]);
      if (!socket.write(chunk)) await new Promise(resolve => socket.once('drain', resolve));
    }
    socket.write('0\r\n\r\n');
    await closed;
    return answer;
  }

  it('may have no end: no more of a line is kept than 16 KiB', async () => {
    const megabyte = Buffer.alloc(KIB * KIB, 0x78);
    const memory = async (): Promise<number> => {
      const { body } = await service.api.get<string>('/metrics', { token: admin });
      return Number(/^process_resident_memory_bytes (\S+)/m.exec(body)?.[1]);
    };
    await stream(Array<Buffer>(8).fill(megabyte));
    const before = await memory();
    const answer = await stream([`${good()}\n`, ...Array<Buffer>(256).fill(megabyte)]);
    expect(answer).toContain('"created":1');
    expect(answer).toContain('"code":"body_too_large"');
    expect((await memory()) - before).toBeLessThan(64 * KIB * KIB);
  });

  it('may come a byte at a time, over ends of characters', async () => {
    const email = someone();
    const bytes = [...Buffer.from(`{"email":"${email}","ext":{"motto":"Köln 🐎"}}\n`)].map(byte => Buffer.from([byte]));
    expect(await stream(bytes)).toContain('"created":1');
  });
});
