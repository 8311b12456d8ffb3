import { button, type Child, h, present } from '../../kit/dom.js';
import { explain } from '../../kit/problem.js';
import { listing, refusals } from './listing.js';
import { NOTHING_DONE, type Outcome, type Plan, type Progress } from './outcome.js';
import type { Named } from './selection.js';
import { oneByOne } from './one-by-one.js';
import { Stage } from './stage.js';

/** Shows what will happen, does it when somebody says so, and tells what has come of it. @param amount "12 people" */
export function carryOut<T extends Named>(stage: Stage, plan: Plan<T>, amount: (count: number) => string): void {
  const { concerned, unchanged, refused } = plan;
  const cancel = button(concerned.length === 0 ? 'Close' : 'Cancel', stage.close, { autofocus: true });
  const go = (): Promise<void> => perform(stage, plan, concerned, amount);
  stage.show(
    h('p', {}, concerned.length === 0 ? 'There is nobody to whom this could be done.' : plan.says),
    ...(plan.more ?? []),
    listing('To be changed', concerned),
    listing('As it is to be already', unchanged),
    refusals('Refused', refused),
    h(
      'div',
      { class: 'actions' },
      cancel,
      // What can be taken back is nothing to be warned of.
      concerned.length > 0 &&
        button(plan.action(concerned.length), go, { class: plan.undo === undefined ? 'danger' : 'primary' }),
    ),
  );
}

/** What is done to one after the other, without a look before: with all that are given, and for good. */
export async function carryOutEach<T extends Named>(
  title: string,
  says: string,
  items: readonly T[],
  work: (item: T) => Promise<unknown>,
  amount: (count: number) => string,
): Promise<void> {
  const action = (count: number): string => `${title} ${amount(count)}`;
  const stage = new Stage(action(items.length));
  const opened = stage.open();
  const perform = (some: readonly T[], progress: Progress): Promise<Outcome<T>> => oneByOne(some, progress, work);
  carryOut(stage, { says, action, perform, concerned: items, unchanged: [], refused: [] }, amount);
  await opened;
}

async function perform<T extends Named>(
  stage: Stage,
  plan: Plan<T>,
  items: readonly T[],
  amount: (count: number) => string,
): Promise<void> {
  const outcome = await doneIn(stage, plan.action(items.length), items, progress => plan.perform(items, progress));
  const whole = {
    ...outcome,
    unchanged: [...plan.unchanged, ...outcome.unchanged],
    refused: [...plan.refused, ...outcome.refused],
  };
  const { done, left } = outcome;
  const goOn = (): Promise<void> => perform(stage, { ...plan, ...whole }, left, amount);
  report(stage, whole, amount, [
    left.length > 0 && button(`Go on with the other ${left.length}`, goOn),
    done.length > 0 && plan.undo !== undefined && button('Undo', () => undone(stage, plan, done, amount)),
  ]);
}

async function undone<T extends Named>(
  stage: Stage,
  plan: Plan<T>,
  items: readonly T[],
  amount: (count: number) => string,
): Promise<void> {
  const undo = async (progress: Progress): Promise<Outcome<T>> => (await plan.undo?.(items, progress)) ?? NOTHING_DONE;
  const outcome = await doneIn(stage, `Taking it back for ${amount(items.length)}`, items, undo);
  report(stage, outcome, amount, [], 'Taken back');
}

/** What goes wrong before anybody's turn is a reason for each of them. */
async function doneIn<T extends Named>(
  stage: Stage,
  what: string,
  items: readonly T[],
  work: (progress: Progress) => Promise<Outcome<T>>,
): Promise<Outcome<T>> {
  try {
    return await work(stage.progress(`${what}…`));
  } catch (error) {
    const why = explain(error);
    return { done: [], unchanged: [], refused: items.map(item => ({ item, why })), left: [] };
  }
}

function report<T extends Named>(
  stage: Stage,
  { done, unchanged, refused, left }: Outcome<T>,
  amount: (count: number) => string,
  offers: readonly Child[],
  word = 'Done',
): void {
  const parts = [
    `${word}: ${amount(done.length)}.`,
    unchanged.length > 0 && ` Unchanged: ${unchanged.length}.`,
    refused.length > 0 && ` Refused: ${refused.length}.`,
    left.length > 0 && ` Not tried: ${left.length}.`,
  ];
  stage.show(
    h('p', { role: 'status' }, ...present(parts)),
    listing(word, done),
    listing('Unchanged', unchanged),
    refusals('Refused', refused),
    listing('Not tried', left),
    h('div', { class: 'actions' }, ...present(offers), button('Close', stage.close, { class: 'primary' })),
  );
}
