import { afterAll, beforeAll } from '@jest/globals';
import { describeResourceServer, ForeignScene } from '../support/foreign-scene.js';
import { buildWithGo, builtOrLeftOut, Workshop } from '../support/foreign-toolchains.js';

const workshop = new Workshop('go-oidc');
const program = builtOrLeftOut('go-oidc', workshop, buildWithGo);
let scene: ForeignScene;

beforeAll(async () => {
  scene = await ForeignScene.set();
});

afterAll(async () => {
  await scene.end();
  workshop.discard();
});

if (program) describeResourceServer('go-oidc', () => scene, program);
