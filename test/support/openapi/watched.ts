const bases = new Set<string>();

/** From now on what this service answers is held against openapi.json. */
export function watch(url: string): void {
  bases.add(new URL(url).origin);
}

export const isWatched = (url: string): boolean => bases.has(new URL(url).origin);
