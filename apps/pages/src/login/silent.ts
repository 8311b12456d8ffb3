import type { InteractionStep } from '#libs/client';
import { Api } from '../kit/api.js';
import { Problem } from '../kit/problem.js';
import { leaveFor } from './leave.js';
import { showNotice } from './notice.js';

/** For an application that wants nobody to be asked anything: it is told what is wanting. */
export async function goOnSilently(api: Api, id: string): Promise<void> {
  try {
    const next = (await asWhoIsHere(api, id)) ?? (await send(api, id, 'decline'));
    if (next.answer !== undefined) leaveFor(next.answer);
  } catch (error) {
    showNotice('Not now', error);
  }
}

/** @returns undefined if nobody is */
async function asWhoIsHere(api: Api, id: string): Promise<InteractionStep | undefined> {
  try {
    return (await api.resume()) ? await send(api, id, 'authorize', {}) : undefined;
  } catch (error) {
    if (error instanceof Problem && [400, 401].includes(error.status)) return undefined;
    throw error;
  }
}

const send = (api: Api, id: string, what: string, body?: object): Promise<InteractionStep> =>
  api.change('POST', `/v1/auth/interactions/${id}/${what}`, body);
