/** How often an absent one is looked for. */
const PROBE_INTERVAL_MS = 250;

/**
 * Whether somebody is there and answers in time. Once an answer was missing nobody asks any more, so that nobody waits in vain, until
 * a probe has been answered.
 */
export class Presence {
  private isMissed = false;
  private probing: NodeJS.Timeout | undefined;

  /**
   * @param probe asks, and resolves with whether the answer came in time; must not reject
   * @param returned is called when a probe was answered
   */
  constructor(
    private readonly probe: () => Promise<boolean>,
    private readonly returned: () => void,
  ) {}

  get isThere(): boolean {
    return !this.isMissed;
  }

  /** An answer is missing. */
  missed(): void {
    if (this.isMissed) return;
    this.isMissed = true;
    this.probeLater();
  }

  /** Nobody looks for it any more. */
  end(): void {
    this.isMissed = true;
    clearTimeout(this.probing);
  }

  private probeLater(): void {
    this.probing = setTimeout(() => void this.lookFor(), PROBE_INTERVAL_MS).unref();
  }

  private async lookFor(): Promise<void> {
    if (!(await this.probe())) return this.probeLater();
    this.isMissed = false;
    this.returned();
  }
}
