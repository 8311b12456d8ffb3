export function pagesByFile(): Promise<Map<string, string>>;
export const SIDEBAR: readonly { text: string; items: readonly { text: string; link: string }[] }[];
