import { Body, Controller, Delete, Get, HttpCode, Param, Post } from '@nestjs/common';
import { CurrentPrincipal, type Principal, WhenStale } from '#libs/verifier/nest';
import type { Note } from './note.js';
import { NewNote } from './note.dto.js';
import { Notes } from './notes.js';

/** Everybody's own notes. */
@Controller('v1/notes')
export class NotesController {
  constructor(private readonly notes: Notes) {}

  @Get()
  list(@CurrentPrincipal() { sub }: Principal): { items: Note[] } {
    return { items: this.notes.of(sub) };
  }

  /** A mere number does nobody harm: while it cannot be known who was logged out of late, it is told all the same. */
  @Get('count')
  @WhenStale('open')
  count(@CurrentPrincipal() { sub, stale }: Principal): { count: number; accepted_stale: boolean } {
    return { count: this.notes.of(sub).length, accepted_stale: stale === true };
  }

  /** Everything in one piece is worth a question: while the view of revocations is too old, Gatehouse is asked. */
  @Get('export')
  @WhenStale('introspect')
  export(@CurrentPrincipal() { sub }: Principal): { exported_at: string; items: Note[] } {
    return { exported_at: new Date().toISOString(), items: this.notes.of(sub) };
  }

  @Get(':id')
  find(@CurrentPrincipal() { sub }: Principal, @Param('id') id: string): Note {
    return this.notes.find(sub, id);
  }

  @Post()
  add(@CurrentPrincipal() { sub }: Principal, @Body() note: NewNote): Note {
    return this.notes.add(sub, note);
  }

  @Delete(':id')
  @HttpCode(204)
  remove(@CurrentPrincipal() { sub }: Principal, @Param('id') id: string): void {
    this.notes.remove(sub, id);
  }
}
