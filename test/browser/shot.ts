import type { Page } from 'playwright-core';

/** What the service does, as far as a picture is about that. */
export type Mood =
  | 'well'
  | 'logged out'
  | 'refusing'
  | 'in two steps'
  | 'by code'
  | 'unsure'
  | 'silent'
  | 'empty'
  | 'factorless'
  | 'down';

export type Look = 'light' | 'dark' | 'narrow';

export const EACH_LOOK: readonly Look[] = ['light', 'dark', 'narrow'];

export interface Shot {
  readonly name: string;
  readonly address: string;
  /** What stands there, instead of a page. */
  readonly html?: string;
  readonly mood?: Mood;
  readonly looks: readonly Look[];
  /** Whether it shows what lies over the page, and so no more than a window. */
  readonly isWindow?: boolean;
  /** What is done before the picture is taken. */
  readonly act?: (page: Page) => Promise<void>;
}
