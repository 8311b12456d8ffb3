import { afterAll, beforeAll } from '@jest/globals';
import { describeResourceServer, ForeignScene } from '../support/foreign-scene.js';
import { buildWithMaven, builtOrLeftOut, Workshop } from '../support/foreign-toolchains.js';

const RECIPES = [
  { name: 'Spring Security 6.5', example: 'spring', properties: { 'spring-boot.version': '3.5.16' } },
  { name: 'Spring Security 7.1', example: 'spring', properties: {} },
  { name: 'Nimbus JOSE+JWT', example: 'nimbus', properties: {} },
].map(({ name, example, properties }) => {
  const workshop = new Workshop(example);
  return { name, workshop, program: builtOrLeftOut(name, () => buildWithMaven(workshop, properties)) };
});

let scene: ForeignScene;

beforeAll(async () => {
  scene = await ForeignScene.set();
});

afterAll(async () => {
  await scene.end();
  for (const { workshop } of RECIPES) workshop.discard();
});

for (const { name, program } of RECIPES) if (program) describeResourceServer(name, () => scene, program);
