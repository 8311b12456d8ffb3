import { Problem } from './problem.js';

const IS_OVER = 'That has taken too long, or too many tries. Log in once more.';

/**
 * Does what needs the ticket of a second step, or of a mailed code. It is good for some minutes and some tries: then all begins anew.
 * @param again goes back to the beginning, and says why
 */
export async function whileTicketIsGood<T>(
  again: (notice: string) => void,
  work: () => Promise<T>,
): Promise<T | undefined> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof Problem) || error.code !== 'invalid_login_ticket') throw error;
    again(IS_OVER);
    return undefined;
  }
}
