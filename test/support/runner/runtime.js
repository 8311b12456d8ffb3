/**
 * Loads test files as Node loads any program, in place of jest-runtime. That one evaluates every package anew for each file, in a
 * sandbox with globals of its own: for hundreds of files it takes more processor time than all that they do themselves.
 * Here a worker evaluates a package once. Files of this repository are still evaluated anew for each test file
 * (see hooks.js), so no test finds what another one has left in a module.
 */
import { createRequire, register } from 'node:module';
import { pathToFileURL } from 'node:url';
import { jestFor, setGlobals } from './current.js';

register('./hooks.js', import.meta.url);
// Positions in stacks are those of the sources.
process.setSourceMapsEnabled(true);

const require = createRequire(import.meta.url);
let files = 0;

export default class Runtime {
  #environment;
  #query;

  constructor(_config, environment) {
    this.#environment = environment;
    this.#query = `?file=${++files}`;
  }

  unstable_shouldLoadAsEsm() {
    return true;
  }

  unstable_importModule(path) {
    return import(pathToFileURL(path).href + this.#query);
  }

  requireModule(path) {
    return require(path);
  }

  /** Of jest's own, the describer and runner of tests alone; what it describes is of one file, so it is evaluated anew. */
  requireInternalModule(path) {
    delete require.cache[path];
    return require(path);
  }

  setGlobalsForRuntime(globals) {
    setGlobals({ ...globals, jest: jestFor(this.#environment) });
  }

  getSourceMaps() {
    return new Map();
  }

  getAllCoverageInfoCopy() {
    return undefined;
  }

  enterTestCode() {}

  leaveTestCode() {}

  teardown() {
    setGlobals(undefined);
  }
}
