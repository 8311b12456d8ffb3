/** Waits for a promise that others may wait for too. If the signal gives it up, only this one stops waiting. */
export function abortable<T>(promise: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (signal === undefined) return promise;
  return new Promise<T>((resolve, reject) => {
    const abort = (): void => reject(reasonOf(signal));
    if (signal.aborted) abort();
    else signal.addEventListener('abort', abort, { once: true });
    // Also if it was given up before: a failure that nobody listens to ends a Node process.
    void promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort));
  });
}

export function pause(milliseconds: number, signal: AbortSignal | undefined): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const time = new Promise<void>(resolve => {
    timer = setTimeout(resolve, milliseconds);
  });
  return abortable(time, signal).finally(() => clearTimeout(timer));
}

export function throwIfGivenUp(signal: AbortSignal | undefined): void {
  if (signal?.aborted === true) throw reasonOf(signal);
}

/** Whatever a signal was aborted with: AbortError unless somebody chose another. */
function reasonOf(signal: AbortSignal): Error {
  const reason: unknown = signal.reason;
  return reason instanceof Error ? reason : new DOMException('The call was given up.', 'AbortError');
}
