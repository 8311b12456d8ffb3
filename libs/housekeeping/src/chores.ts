import { Injectable, type OnModuleInit } from '@nestjs/common';
import { DiscoveryService } from '@nestjs/core';
import { providersOf } from '#libs/platform';
import { Chore } from './chore.js';

/** All chores of the program, in the order of the modules and of their lists of providers. */
@Injectable()
export class Chores implements OnModuleInit {
  private found: readonly Chore[] = [];

  constructor(private readonly discoveryService: DiscoveryService) {}

  /** None before the program has started. */
  get all(): readonly Chore[] {
    return this.found;
  }

  /** @throws Error if chores cannot be told apart: nobody would know what was done */
  onModuleInit(): void {
    const found = providersOf(this.discoveryService, Chore);
    found.forEach(assertNamed);
    found.forEach(assertAlone);
    this.found = found;
  }
}

function assertNamed(chore: Chore): void {
  if (chore.done.trim() === '') throw new Error(`The chore ${nameOf(chore)} does not tell what it has done`);
}

function assertAlone(chore: Chore, _place: number, all: readonly Chore[]): void {
  const other = all.find(one => one !== chore && one.done === chore.done);
  if (other === undefined) return;
  throw new Error(
    `Two chores tell the same of what they have done, "${chore.done}": ${nameOf(chore)}, ${nameOf(other)}`,
  );
}

const nameOf = (chore: Chore): string => chore.constructor.name;
