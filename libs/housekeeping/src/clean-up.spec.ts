import { beforeAll, describe, expect, it } from '@jest/globals';
import { Global, Injectable, Logger, Module, type Type } from '@nestjs/common';
import { Test } from '@nestjs/testing';
import { Config } from '#libs/platform';
import { Chore } from './chore.js';
import { CleanUp } from './clean-up.js';
import { HousekeepingModule } from './housekeeping.module.js';

@Injectable()
class Sweep extends Chore {
  readonly done = 'rooms swept';
  private left = 1200;

  override execute(limit: number): Promise<number> {
    const swept = Math.min(limit, this.left);
    this.left -= swept;
    return Promise.resolve(swept);
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
class Air extends Chore {
  readonly done: string = 'house aired';
  times = 0;

  override execute(): Promise<undefined> {
    this.times++;
    return Promise.resolve(undefined);
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
  const others = chores.map(chore => ({ provide: `another name of ${chore.name}`, useExisting: chore }));
  const feature = { module: Feature, providers: [...chores, ...others] };
  const app = await Test.createTestingModule({ imports: [Platform, feature, HousekeepingModule] }).compile();
  await app.init();
  return app.get<CleanUp>(CleanUp);
}

describe('the clean-up', () => {
  beforeAll(() => {
    Logger.overrideLogger(false);
  });

  it('finds the chores of all modules and does each until nothing is left', async () => {
    await expect((await start(Sweep, Air)).run()).resolves.toEqual({ 'rooms swept': 1200 });
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
