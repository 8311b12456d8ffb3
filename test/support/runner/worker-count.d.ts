export const WORKER_COUNT: number;
