export function complaintAbout(version: string, range: string): string | undefined;
export function neededNode(root: string): string;
