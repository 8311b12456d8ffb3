import type { CallOptions } from './call-options.js';

interface Page<Item> {
  readonly items: readonly Item[];
  readonly next_cursor: string | null;
}

/**
 * All items of a list, page after page, each page when it is needed:
 * `for await (const user of paginate(gatehouse.listUsers, { status: 'active' })) …`
 */
export async function* paginate<Input extends { cursor?: string | undefined } | undefined, Item>(
  list: (input: Input, options?: CallOptions) => Promise<Page<Item>>,
  ...[input, options]: undefined extends Input
    ? [input?: Input, options?: CallOptions]
    : [input: Input, options?: CallOptions]
): AsyncGenerator<Item, void, undefined> {
  let page = await list({ ...input } as Input, options);
  yield* page.items;
  for (let cursor = page.next_cursor; cursor !== null; cursor = page.next_cursor) {
    page = await list({ ...input, cursor } as Input, options);
    if (page.next_cursor === cursor) throw new Error('the list does not get on: its cursor stays the same');
    yield* page.items;
  }
}
