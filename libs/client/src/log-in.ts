import type { CallOptions } from './call-options.js';
import { isProblem } from './errors.js';
import { createFactorChallenge, showFactor } from './generated/operations.js';
import type { PasskeyRequest } from './generated/types.js';
import type { Input, Operation } from './operation.js';
import { askFor, type OnSecondFactor } from './second-factor.js';
import type { Transport } from './transport.js';

export interface TwoSteps {
  readonly transport: Transport;
  readonly ask: OnSecondFactor | undefined;
  /** Sends one step, and keeps the login that it begins. */
  readonly begin: (operation: Operation, input: Input, options: CallOptions) => Promise<unknown>;
}

/**
 * Logs in by whatever operation, and goes through the second step where the service demands one. Nothing is held while somebody is
 * asked: that may take minutes.
 * @throws ProblemError `second_factor_required` where nobody can be asked, or it was given up; `invalid_login_ticket` if it took too long
 */
export async function logIn(
  { transport, ask, begin }: TwoSteps,
  operation: Operation,
  input: Input,
  options: CallOptions,
): Promise<unknown> {
  try {
    return await begin(operation, input, options);
  } catch (error) {
    if (ask === undefined || !isProblem(error, 'second_factor_required')) throw error;
    const { login_ticket, methods, expires_at } = error.problem;
    const challenge = async (): Promise<PasskeyRequest> =>
      (await transport.send(createFactorChallenge, { login_ticket }, options)) as PasskeyRequest;
    const { signal } = options;
    const { device_token } = input;
    const entered = await askFor(ask, { reason: 'login', methods, expires_at, challenge, signal }, shown =>
      begin(showFactor, { login_ticket, device_token, ...shown }, options),
    );
    if (entered === undefined) throw error;
    return entered.result;
  }
}
