export function llmsText(texts: ReadonlyMap<string, string>): string;
export function firstSentence(text: string): string;
