export function faultsOf(site: string): Promise<string[]>;
