import type { Api } from '../api.js';

/** Something that is taken back: how, what that is answered the first and the second time, and what tries to use it. */
export interface Attempt {
  /** Takes it back, at the instance with this API. */
  readonly act: (api: Api) => Promise<{ status: number }>;
  /** Uses it there. */
  readonly use: (api: Api) => Promise<{ status: number }>;
}

export interface Path {
  readonly name: string;
  readonly answers: readonly [number, number];
  /** What using it is answered once it is taken back. */
  readonly refusal: number;
  begin(): Promise<Attempt>;
}
