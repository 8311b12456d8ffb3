import { type SentRequest, theContract } from './contract.js';

/** In characters. Of a longer body nobody would find the fault; what it is made of is judged in shorter ones. */
const MAX_JUDGED = 8 * 2 ** 20;

/** What openapi.json has objected to since somebody took it. */
const faults: string[] = [];

/** @returns the objections so far, and forgets them */
export const takeFaults = (): string[] => faults.splice(0);

/**
 * Holds a request and its answer against openapi.json.
 * @returns the answer, whose body is judged as it is read where nobody knows how long it is
 * @throws Error that says where the document says otherwise; noted too, for tests that swallow it
 */
export async function held(request: SentRequest, response: Response): Promise<Response> {
  const { judge, noteExercised } = await theContract();
  const judgement = judge(request, response);
  if (judgement === undefined) return response;
  const { id, ofBody } = judgement;
  const complain = (found: readonly string[]): void => {
    if (found.length === 0) return;
    const fault = `${request.method} ${request.url} was answered ${response.status}:\n  ${found.join('\n  ')}`;
    faults.push(fault);
    throw new Error(`openapi.json says otherwise: ${fault}`);
  };
  complain(judgement.faults);
  // An answer counts as exercised once all of it has been judged.
  const judgeBody = (text: string | undefined): void => {
    if (text !== undefined) complain(ofBody(text));
    if (id !== undefined) noteExercised(id, response.status);
  };
  if (response.body === null) judgeBody(undefined);
  else if (response.headers.has('content-length')) judgeBody(await response.clone().text());
  else return judgedAsItComes(response, judgeBody);
  return response;
}

/** Nobody knows how long the body is: it is passed on as it comes, events one by one. */
function judgedAsItComes(response: Response, judge: (text: string | undefined) => void): Response {
  const isEvents = (response.headers.get('content-type') ?? '').startsWith('text/event-stream');
  const decoder = new TextDecoder();
  let text = '';
  const watching = new TransformStream<Uint8Array, Uint8Array>({
    transform(chunk, controller) {
      if (text.length <= MAX_JUDGED) text += decoder.decode(chunk, { stream: true });
      if (isEvents) {
        const messages = text.split('\n\n');
        text = messages.pop() ?? '';
        for (const message of messages) {
          const data = /^data: (.*)$/m.exec(message)?.[1];
          if (data !== undefined) judge(data);
        }
      }
      controller.enqueue(chunk);
    },
    flush() {
      if (!isEvents) judge(text.length <= MAX_JUDGED ? text + decoder.decode() : undefined);
    },
  });
  const { status, statusText, headers } = response;
  return new Response(response.body?.pipeThrough(watching) ?? null, { status, statusText, headers });
}
