import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { describeResourceServer, ForeignScene } from '../support/foreign-scene.js';
import { buildWithMaven, builtOrLeftOut, Workshop } from '../support/foreign-toolchains.js';

/** The page names versions of Spring Security; the project those of Spring Boot that bring them. */
const RECIPES = [
  {
    name: 'Spring Security 6.5',
    example: 'spring',
    jar: 'spring-security-oauth2-jose-6.5.11.jar',
    properties: { 'spring-boot.version': '3.5.16' },
  },
  { name: 'Spring Security 7.1', example: 'spring', jar: 'spring-security-oauth2-jose-7.1.2.jar', properties: {} },
  { name: 'Nimbus JOSE+JWT', example: 'nimbus', jar: 'nimbus-jose-jwt-10.9.1.jar', properties: {} },
].map(({ name, example, jar, properties }) => {
  const workshop = new Workshop(example);
  return { name, jar, workshop, program: builtOrLeftOut(name, workshop, () => buildWithMaven(workshop, properties)) };
});

let scene: ForeignScene;

beforeAll(async () => {
  scene = await ForeignScene.set();
});

afterAll(async () => {
  await scene.end();
  for (const { workshop } of RECIPES) workshop.discard();
});

for (const { name, jar, workshop, program } of RECIPES) {
  if (!program) continue;
  describeResourceServer(name, () => scene, program);
  it(`is tried with ${jar}, as the page says`, () => {
    expect(readdirSync(join(workshop.folder, 'libraries'))).toContain(jar);
  });
}
