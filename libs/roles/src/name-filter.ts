/** Which roles or permissions to list; empty: all. */
export interface NameFilter {
  /** What names have to have in them, wherever, without regard to case. */
  readonly part?: string | undefined;
}
