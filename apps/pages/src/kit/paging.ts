/** A part of a list of the API. */
export interface Page<Item> {
  readonly items: readonly Item[];
  /** Where the next part starts; null at the end. */
  readonly next_cursor: string | null;
}

export type Load<Item> = (cursor: string | undefined) => Promise<Page<Item>>;

interface Bounds {
  /** Enough: as soon as there are so many, no more is asked for. Default: all there is. */
  readonly least?: number;
  /** How often it is asked at most. */
  readonly most: number;
}

/** Puts several parts together, since one may be short or empty though more follows. @returns them as one, and where it goes on */
export async function collected<Item>(
  load: Load<Item>,
  { least = Infinity, most }: Bounds,
  from?: string,
): Promise<Page<Item>> {
  const items: Item[] = [];
  let cursor = from;
  for (let asked = 0; asked < most; asked++) {
    const page = await load(cursor);
    items.push(...page.items);
    cursor = page.next_cursor ?? undefined;
    if (cursor === undefined || items.length >= least) break;
  }
  return { items, next_cursor: cursor ?? null };
}
