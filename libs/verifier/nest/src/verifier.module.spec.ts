import { Controller, Get, Global, Injectable, Module, UseGuards } from '@nestjs/common';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { Test } from '@nestjs/testing';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { Gatehouse, type GatehouseOptions } from '../../core/src/index.js';
import { TestIssuer } from '../../testing/src/index.js';
import { JwtAuthGuard, Public, Roles, RolesGuard, VerifierModule } from './index.js';

@Controller()
class OrdersController {
  /** Gatehouse can be asked for anywhere. */
  constructor(readonly gatehouse: Gatehouse) {}

  @Get('own')
  own(): string {
    return 'own';
  }

  @Get('all')
  @UseGuards(JwtAuthGuard, RolesGuard)
  @Roles('admin')
  all(): string {
    return 'all';
  }

  @Get('public')
  @Public()
  public(): string {
    return 'public';
  }
}

describe('VerifierModule', () => {
  let issuer: TestIssuer;
  let app: NestFastifyApplication | undefined;
  let url: string;

  beforeAll(async () => {
    issuer = await TestIssuer.start();
  });

  afterEach(async () => {
    await app?.close();
    app = undefined;
  });

  afterAll(() => issuer.stop());

  async function launch(module: ReturnType<typeof VerifierModule.forRoot>): Promise<NestFastifyApplication> {
    const testing = await Test.createTestingModule({ imports: [module], controllers: [OrdersController] }).compile();
    const launched = testing.createNestApplication<NestFastifyApplication>(new FastifyAdapter(), { logger: false });
    app = launched;
    await launched.listen(0, '127.0.0.1');
    url = await launched.getUrl();
    return launched;
  }

  async function statuses(token?: string): Promise<number[]> {
    const headers = token === undefined ? {} : { authorization: `Bearer ${token}` };
    const answers = ['own', 'all', 'public'].map(async path => (await fetch(`${url}/${path}`, { headers })).status);
    return Promise.all(answers);
  }

  const tokenOf = (...roles: string[]): string => issuer.mint({ sub: 'ada', roles });

  it('guards every route of an application that gives it nothing but options', async () => {
    const launched = await launch(VerifierModule.forRoot(issuer.options('orders')));
    await launched.get(Gatehouse).start();
    expect(await statuses()).toEqual([401, 401, 200]);
    expect(await statuses(tokenOf())).toEqual([200, 403, 200]);
    expect(await statuses(tokenOf('admin'))).toEqual([200, 200, 200]);
  });

  it('leaves the guards to the application that says so', async () => {
    const launched = await launch(VerifierModule.forRoot({ ...issuer.options('orders'), guards: false }));
    await launched.get(Gatehouse).start();
    expect(await statuses()).toEqual([200, 401, 200]);
    expect(await statuses(tokenOf('admin'))).toEqual([200, 200, 200]);
  });

  it('takes its options from what other modules provide', async () => {
    @Injectable()
    class Settings {
      readonly options: Promise<GatehouseOptions> = Promise.resolve(issuer.options('orders'));
    }
    @Global()
    @Module({ providers: [Settings], exports: [Settings] })
    class SettingsModule {}

    const module = VerifierModule.forRootAsync({
      imports: [SettingsModule],
      inject: [Settings],
      useFactory: ({ options }: Settings) => options,
    });
    const launched = await launch(module);
    await launched.get(Gatehouse).start();
    expect(await statuses(tokenOf('admin'))).toEqual([200, 200, 200]);
  });

  it('refuses options that are wrong, naming them', async () => {
    const options = { ...issuer.options('orders'), audience: '', clockSkew: 600 };
    await expect(launch(VerifierModule.forRoot(options))).rejects.toThrow(/audience .*clockSkew/);
  });

  it('starts without waiting for Gatehouse, answers 503 until it is there, and 200 from then on', async () => {
    const away = await TestIssuer.start();
    const port = Number(new URL(away.url).port);
    const options = away.options('orders');
    await away.stop();

    const launched = await launch(VerifierModule.forRoot({ ...options, onError: () => undefined }));
    const early = await fetch(`${url}/own`, { headers: { authorization: `Bearer ${away.mint({ sub: 'ada' })}` } });
    expect(early.status).toBe(503);
    expect(early.headers.get('content-type')).toBe('application/problem+json');
    expect(Number(early.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(await early.json()).toMatchObject({ code: 'cannot_verify' });

    const back = await TestIssuer.start({ port });
    try {
      // It knows this service by another secret.
      Object.assign(options.client, back.options('orders').client);
      await launched.get(Gatehouse).start();
      const headers = { authorization: `Bearer ${back.mint({ sub: 'ada' })}` };
      expect((await fetch(`${url}/own`, { headers })).status).toBe(200);
    } finally {
      await launched.close();
      await back.stop();
    }
  });

  it('lets go of the feed when the application is closed', async () => {
    const launched = await launch(VerifierModule.forRoot(issuer.options('orders')));
    const gatehouse = launched.get(Gatehouse);
    await gatehouse.start();
    expect(gatehouse.status().connected).toBe(true);
    await launched.close();
    expect(gatehouse.status().connected).toBe(false);
  });

  it('can be closed before Gatehouse was ever there', async () => {
    const away = await TestIssuer.start();
    await away.stop();
    const launched = await launch(VerifierModule.forRoot({ ...away.options('orders'), onError: () => undefined }));
    await launched.close();
    await expect(launched.get(Gatehouse).start()).rejects.toThrow('closed');
  });
});
