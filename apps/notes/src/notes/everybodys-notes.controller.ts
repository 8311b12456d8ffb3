import { Controller, Delete, Get, HttpCode, Param } from '@nestjs/common';
import { RequirePermissions, Roles } from '#libs/verifier/nest';
import type { Note } from './note.js';
import { Notes } from './notes.js';

/** For those who look after the service. */
@Controller('v1/everybodys-notes')
export class EverybodysNotesController {
  constructor(private readonly notes: Notes) {}

  @Get()
  @Roles('admin')
  list(): { items: Note[] } {
    return { items: this.notes.everybodys() };
  }

  @Delete(':id')
  @HttpCode(204)
  @RequirePermissions('notes:moderate')
  remove(@Param('id') id: string): void {
    this.notes.moderate(id);
  }
}
