import { Injectable, Logger } from '@nestjs/common';

type Check = () => Promise<void>;

/** Whether this instance should get requests: started, not draining, and everything it needs answers. */
@Injectable()
export class Readiness {
  private phase: 'starting' | 'serving' | 'draining' = 'starting';
  private readonly logger = new Logger('Readiness');
  private readonly checks = new Map<string, Check>();
  private readonly failing = new Set<string>();

  addCheck(name: string, check: Check): void {
    this.checks.set(name, check);
  }

  started(): void {
    if (this.phase === 'starting') this.phase = 'serving';
  }

  /** From now on not ready: the instance finishes what it has and goes. */
  drain(): void {
    this.phase = 'draining';
  }

  get isDraining(): boolean {
    return this.phase === 'draining';
  }

  /** The state of each part by name; all of them `ok` means ready. */
  async report(): Promise<Record<string, 'ok' | 'failing'>> {
    const parts = await Promise.all(
      [...this.checks].map(async ([name, check]) => [name, await this.outcomeOf(name, check)] as const),
    );
    return { service: this.phase === 'serving' ? 'ok' : 'failing', ...Object.fromEntries(parts) };
  }

  private async outcomeOf(name: string, check: Check): Promise<'ok' | 'failing'> {
    try {
      await check();
      if (this.failing.delete(name)) this.logger.log(`${name}: ok again`);
      return 'ok';
    } catch (error) {
      // While it starts, whoever makes the parts says what they wait for. Later, once: whoever looks asks again and again.
      if (this.phase !== 'starting' && !this.failing.has(name)) {
        this.logger.warn(`${name}: failing: ${reasonOf(error)}`);
        this.failing.add(name);
      }
      return 'failing';
    }
  }
}

/** The message, and that of what is behind it: the former may be meant for callers. Never the object. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown';
  return error.cause instanceof Error ? `${error.message} (${error.cause.message})` : error.message;
}
