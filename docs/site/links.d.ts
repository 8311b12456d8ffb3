export function relink(
  file: string,
  text: string,
  pages: ReadonlyMap<string, string>,
): Promise<{ text: string; others: Set<string> }>;
