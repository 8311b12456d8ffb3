import { Injectable } from '@nestjs/common';

type Check = () => Promise<void>;

/** Whether this instance should get requests: started, not draining, and everything it needs answers. */
@Injectable()
export class Readiness {
  private phase: 'starting' | 'serving' | 'draining' = 'starting';
  private readonly checks = new Map<string, Check>();

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
      [...this.checks].map(async ([name, check]) => [name, await outcomeOf(check)] as const),
    );
    return { service: this.phase === 'serving' ? 'ok' : 'failing', ...Object.fromEntries(parts) };
  }
}

async function outcomeOf(check: Check): Promise<'ok' | 'failing'> {
  try {
    await check();
    return 'ok';
  } catch {
    return 'failing';
  }
}
