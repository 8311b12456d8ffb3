import { beforeAll, describe, expect, it } from '@jest/globals';
import { Global, Injectable, Logger, Module, type Type } from '@nestjs/common';
import { Test, type TestingModule } from '@nestjs/testing';
import { Config } from '#libs/platform';
import { Chore } from './chore.js';
import { CleanUp } from './clean-up.js';
import { HousekeepingModule } from './housekeeping.module.js';

@Injectable()
class Sweep extends Chore {
  readonly done: string = 'rooms swept';
  private left = 1200;

  override execute(limit: number): Promise<number> {
    const swept = Math.min(limit, this.left);
    this.left -= swept;
    return Promise.resolve(swept);
  }
}

/** Somebody rings while it works. */
@Injectable()
class Answer extends Sweep {
  override readonly done = 'rooms swept until the bell rang';
  readonly bell = new AbortController();

  override execute(limit: number): Promise<number> {
    this.bell.abort();
    return super.execute(limit);
  }
}

@Injectable()
class Air extends Chore {
  readonly done: string = 'house aired';
  times = 0;

  override execute(): Promise<undefined> {
    this.times++;
    return Promise.resolve(undefined);
  }
}

/** Somebody makes as much dirt as it takes away, until the house has been aired a third time. */
@Injectable()
class Shovel extends Chore {
  override readonly done = 'snow shovelled';

  constructor(private readonly air: Air) {
    super();
  }

  override execute(limit: number): Promise<number> {
    return Promise.resolve(this.air.times < 3 ? limit : 0);
  }
}

@Injectable()
class Stumble extends Chore {
  readonly done = 'glasses carried';

  override execute(): Promise<number> {
    return Promise.reject(new Error('broken'));
  }
}

@Injectable()
class SweepAgain extends Sweep {}

@Injectable()
class SaysNothing extends Air {
  override readonly done = ' ';
}

@Module({})
class Feature {}

@Global()
@Module({ providers: [{ provide: Config, useValue: {} }], exports: [Config] })
class Platform {}

async function start(...chores: Type<Chore>[]): Promise<CleanUp> {
  return (await startWith(...chores)).get<CleanUp>(CleanUp);
}

async function startWith(...chores: Type<Chore>[]): Promise<TestingModule> {
  const others = chores.map(chore => ({ provide: `another name of ${chore.name}`, useExisting: chore }));
  const feature = { module: Feature, providers: [...chores, ...others] };
  const app = await Test.createTestingModule({ imports: [Platform, feature, HousekeepingModule] }).compile();
  await app.init();
  return app;
}

describe('the clean-up', () => {
  beforeAll(() => {
    Logger.overrideLogger(false);
  });

  it('finds the chores of all modules and does each until nothing is left', async () => {
    await expect((await start(Sweep, Air)).run()).resolves.toEqual({ 'rooms swept': 1200 });
  });

  it('breaks off after the batch that is under way', async () => {
    const app = await startWith(Answer, Air);
    const { signal } = app.get<Answer>(Answer).bell;
    const report = await app.get<CleanUp>(CleanUp).run(signal);
    expect(report['rooms swept until the bell rang']).toBeGreaterThan(0);
    expect(report['rooms swept until the bell rang']).toBeLessThan(1200);
    expect(app.get<Air>(Air).times).toBe(0);
  });

  it('does its other chores meanwhile where one always has more to do', async () => {
    const report = await (await start(Air, Shovel, Sweep)).run();
    expect(report['rooms swept']).toBe(1200);
    expect(report['snow shovelled']).toBeGreaterThan(1200);
  });

  it('goes on with its other chores when one of them fails', async () => {
    await expect((await start(Stumble, Sweep)).run()).resolves.toEqual({ 'glasses carried': 0, 'rooms swept': 1200 });
  });

  it('fails at the start where two chores tell the same of what they have done', async () => {
    await expect(start(Sweep, Air, SweepAgain)).rejects.toThrow(
      'Two chores tell the same of what they have done, "rooms swept": Sweep, SweepAgain',
    );
  });

  it('fails at the start where a chore does not tell what it has done', async () => {
    await expect(start(SaysNothing)).rejects.toThrow('The chore SaysNothing does not tell what it has done');
  });
});
