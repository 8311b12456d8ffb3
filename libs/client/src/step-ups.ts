import { isProblem } from './errors.js';
import { createStepUpChallenge, listFactors, stepUp } from './generated/operations.js';
import type { FactorList, PasskeyRequest } from './generated/types.js';
import type { Input, Operation } from './operation.js';
import { askFor, type FactorMethod, type SecondFactorOptions } from './second-factor.js';
import { abortable } from './waiting.js';

/** Has a person show anew who they are, where an operation needs that; once, however many calls wait for it. */
export class StepUps {
  readonly #options: SecondFactorOptions;
  readonly #send: (operation: Operation, input: Input) => Promise<unknown>;
  #running: Promise<boolean> | undefined;
  #shownAt = -Infinity;

  /** @param send in the person's name */
  constructor(options: SecondFactorOptions, send: (operation: Operation, input: Input) => Promise<unknown>) {
    this.#options = options;
    this.#send = send;
  }

  /** Does the work. If it is refused for want of a fresh proof, asks for one, and does it once more: nothing was done before. */
  async confirmed<T>(work: () => Promise<T>, signal: AbortSignal | undefined): Promise<T> {
    const sentAt = performance.now();
    try {
      return await work();
    } catch (error) {
      if (!isProblem(error, 'insufficient_user_authentication')) throw error;
      if (!(await abortable(this.#isShown(sentAt), signal))) throw error;
    }
    return work();
  }

  async #isShown(sentAt: number): Promise<boolean> {
    if (this.#options.stepUp !== true || this.#options.onSecondFactor === undefined) return false;
    // A call that was refused together with others may learn of it after they have.
    if (this.#shownAt > sentAt) return true;
    this.#running ??= this.#ask(this.#options.onSecondFactor).finally(() => {
      this.#running = undefined;
    });
    return this.#running;
  }

  async #ask(ask: NonNullable<SecondFactorOptions['onSecondFactor']>): Promise<boolean> {
    const { items } = (await this.#send(listFactors, {})) as FactorList;
    const factors = new Set<FactorMethod>(items.map(({ method }) => method));
    const methods = factors.size > 0 ? [...factors] : (['password'] as const);
    const challenge = async (): Promise<PasskeyRequest> =>
      (await this.#send(createStepUpChallenge, {})) as PasskeyRequest;
    const asked = { reason: 'step_up', methods, expires_at: undefined, challenge, signal: undefined } as const;
    const outcome = await askFor(ask, asked, ({ method, ...shown }) =>
      this.#send(stepUp, method === 'password' ? shown : { method, ...shown }),
    );
    if (outcome !== undefined) this.#shownAt = performance.now();
    return outcome !== undefined;
  }
}
