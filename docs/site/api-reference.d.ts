export function apiReference(document: object): Map<string, string>;
