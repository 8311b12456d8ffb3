import 'reflect-metadata';
import { readConfig } from '#libs/platform';
import { ProgramProcess } from './program.js';
import { SingleProcess } from './single-process.js';

ProgramProcess.begin(async stop => {
  // Before anything is started, so that a signal always finds somebody who knows how to stop.
  process.on('SIGTERM', stop).on('SIGINT', stop);
  return SingleProcess.start(readConfig(process.env));
});
