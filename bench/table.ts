/** A table in Markdown: the first row is its head, the first column is written to the left, numbers to the right. */
export function table([head = [], ...body]: readonly (readonly string[])[]): string[] {
  const rows = [head, head.map((_, place) => (place === 0 ? '---' : '--:')), ...body];
  const widths = head.map((_, place) => Math.max(...rows.map(row => row[place]?.length ?? 0)));
  return rows.map(row => `| ${row.map((cell, place) => fill(cell, widths[place] ?? 0, place)).join(' | ')} |`);
}

/** The line below the head has its own sign. */
function fill(cell: string, width: number, place: number): string {
  if (cell === '---') return '-'.repeat(width);
  if (cell === '--:') return `${'-'.repeat(width - 1)}:`;
  return place === 0 ? cell.padEnd(width) : cell.padStart(width);
}
