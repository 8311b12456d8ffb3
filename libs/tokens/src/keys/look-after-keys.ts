import { Injectable } from '@nestjs/common';
import { Chore } from '#libs/housekeeping';
import { KeyRotation } from './key-rotation.js';

/** Makes, rotates and retires signing keys as their ages demand. */
@Injectable()
export class LookAfterKeys extends Chore {
  override readonly done = 'signing keys looked after';

  constructor(private readonly keyRotation: KeyRotation) {
    super();
  }

  override async execute(): Promise<undefined> {
    await this.keyRotation.runSchedule();
  }
}
