export function errorsPage(
  problems: Readonly<Record<string, { status: number; title: string }>>,
  document: object,
): string;
