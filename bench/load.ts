import { performance } from 'node:perf_hooks';

/** What is repeated. */
type Step = () => Promise<unknown>;

/** Whatever comes first ends the load. */
export interface Limits {
  readonly durationMs: number;
  readonly requests: number;
  readonly signal: AbortSignal;
}

export interface Sample {
  readonly seconds: number;
  /** Milliseconds, one for each request. */
  readonly latencies: readonly number[];
}

/**
 * Repeats the steps, each as soon as its last request is answered (a closed loop, so latencies are those at the
 * target's own pace). Ends by itself.
 * @throws the first error of any step, once all requests under way are done
 */
export async function runLoad(steps: readonly Step[], { durationMs, requests, signal }: Limits): Promise<Sample> {
  const latencies: number[] = [];
  const started = performance.now();
  let finished = started;
  let issued = 0;
  let failed = false;

  const repeat = async (step: Step): Promise<void> => {
    let before = performance.now();
    while (before < started + durationMs && issued < requests && !failed && !signal.aborted) {
      issued++;
      try {
        await step();
      } catch (error) {
        failed = true;
        throw error;
      }
      finished = performance.now();
      latencies.push(finished - before);
      before = finished;
    }
  };

  const outcomes = await Promise.allSettled(steps.map(repeat));
  signal.throwIfAborted();
  const failure = outcomes.find(outcome => outcome.status === 'rejected');
  if (failure !== undefined) throw failure.reason;
  return { seconds: (finished - started) / 1000, latencies };
}
