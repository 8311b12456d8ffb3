/** What `@jest/globals` stands for at the moment: it is another thing for each test file that runs. */
const CURRENT = Symbol.for('gatehouse:test-globals');

export function setGlobals(globals) {
  globalThis[CURRENT] = globals;
}

/** @throws {Error} where no test file runs */
export function currentGlobals() {
  const globals = globalThis[CURRENT];
  if (globals === undefined) throw new Error('No test file runs.');
  return globals;
}

/** As much of jest's own object as the tests use. Another one is added here. */
export function jestFor({ fakeTimersModern: timers, moduleMocker }) {
  return {
    fn: moduleMocker.fn.bind(moduleMocker),
    spyOn: moduleMocker.spyOn.bind(moduleMocker),
    restoreAllMocks: moduleMocker.restoreAllMocks.bind(moduleMocker),
    useFakeTimers: options => timers.useFakeTimers(options),
    useRealTimers: () => timers.useRealTimers(),
    setSystemTime: time => timers.setSystemTime(time),
    advanceTimersByTime: ms => timers.advanceTimersByTime(ms),
    setTimeout: milliseconds => {
      globalThis[Symbol.for('TEST_TIMEOUT_SYMBOL')] = milliseconds;
    },
  };
}
