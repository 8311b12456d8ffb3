import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, describe, expect, it } from '@jest/globals';
import { useBackChannel } from '../support/backchannel-scene.js';
import { makeCertificate } from '../support/certificate.js';
import { useLogoutParty } from '../support/logout-party.js';
import { use } from '../support/use.js';

const certificate = makeCertificate(['localhost']);

describe('telling applications that sessions are over', () => {
  const party = useLogoutParty();
  const overTls = useLogoutParty(certificate);
  const unknown = useLogoutParty(makeCertificate(['localhost']));
  /** Which nobody has listed. */
  const internal = useLogoutParty();
  const internalTls = useLogoutParty(certificate);
  const folder = use(
    async () => {
      const path = await mkdtemp(join(tmpdir(), 'gatehouse-tls-'));
      await writeFile(join(path, 'ours.pem'), certificate.cert);
      return { path };
    },
    ({ path }) => rm(path, { recursive: true }),
  );
  const { logOut, waiting, inVain } = useBackChannel(
    () => ({
      GATEHOUSE_OUTBOUND_HOSTS: [party, overTls, unknown].map(({ host }) => host).join(','),
      NODE_EXTRA_CA_CERTS: join(folder.path, 'ours.pem'),
    }),
    [party, overTls, unknown, internal, internalTls],
  );
  afterEach(() => {
    party.answering = undefined;
  });

  it.each([301, 302, 303, 307, 308])('follows no redirect: %d', async status => {
    party.answering = (_request, response) => {
      response.writeHead(status, { location: internal.at('127.0.0.1') }).end();
      return true;
    };
    const { sid, client_id } = await logOut(party.registration);
    await inVain(client_id, `it answered ${status}`);
    party.answering = undefined;
    await party.toldOf(sid);
    expect(internal.requests).toBe(0);
  });

  it.each([
    ['this machine', () => internal.at('127.0.0.1')],
    ['this machine, by a name', () => internalTls.at('localhost')],
    ['this machine, with TLS', () => internalTls.at('127.0.0.1')],
    ['this machine, by IPv6', () => internalTls.at('[::1]')],
    ['this machine, by IPv4 in IPv6', () => internalTls.at('[::ffff:7f00:1]')],
    ['where clouds keep their secrets', () => 'https://169.254.169.254/'],
    ['the network around it', () => 'https://10.0.0.1/'],
  ])('goes not to %s, though it was listed when the application was registered', async (_what, uri) => {
    const { client_id } = await logOut({}, uri());
    await inVain(client_id, '\\S+ is at an internal address');
    expect([internal.requests, internalTls.requests]).toEqual([0, 0]);
  });

  it('goes where TLS shows a certificate that somebody vouches for', async () => {
    const { sid } = await logOut(overTls.registration);
    await overTls.toldOf(sid);
  });

  it('goes not where nobody does', async () => {
    const { client_id } = await logOut(unknown.registration);
    await inVain(client_id, 'DEPTH_ZERO_SELF_SIGNED_CERT');
    expect(unknown.requests).toBe(0);
  });

  it('reads no more of an answer than it has to, and believes its status', async () => {
    const answer = { written: 0, isBroken: false };
    party.answering = (_request, response) => {
      response.on('close', () => (answer.isBroken = true));
      const more = (): void => {
        while (!answer.isBroken && response.write('x'.repeat(65_536))) answer.written += 65_536;
        if (!answer.isBroken) response.once('drain', more);
      };
      more();
      return true;
    };
    const { sid } = await logOut(party.registration);
    while (!answer.isBroken || (await waiting(sid)) !== undefined) await delay(10);
    expect(answer.written).toBeLessThan(32 * 1024 * 1024);
  });
});
