import { describe, expect, it } from '@jest/globals';
import { PartialType, PickType } from '@nestjs/swagger';
import { plainToInstance } from 'class-transformer';
import { IsBoolean, validateSync } from 'class-validator';
import { IsText } from './is-text.decorator.js';
import { IsList, MaxItems } from './lists.decorators.js';
import { fieldsOf, Shown, shownTypes } from './said.js';

class Label {
  @MaxItems(2)
  @IsText({ pattern: '^[a-z]+$', maxLength: 3 }, { each: true })
  @IsList()
  words!: string[];

  @Shown({ pattern: '^[A-Z]+$' })
  free!: string;
}

class CursorQuery {
  @IsText({ maxLength: 4 })
  @Shown({ pattern: '^[a-f]+$' })
  cursor!: string;
}

const codes = (type: new () => object, value: object): string[] =>
  validateSync(plainToInstance(type, value), { whitelist: true, stopAtFirstError: true }).flatMap(
    ({ constraints = {} }) => Object.keys(constraints),
  );

describe('what decorators say of fields', () => {
  it('is what they demand', () => {
    expect(fieldsOf(Label).get('words')).toEqual({ maxItems: 2, items: { pattern: '^[a-z]+$', maxLength: 3 } });
    expect(codes(Label, { words: ['abc', 'de'] })).toEqual([]);
    expect(codes(Label, { words: ['abcd'] })).toEqual(['maxLength']);
    expect(codes(Label, { words: ['A'] })).toEqual(['matches']);
    expect(codes(Label, { words: ['a', 'b', 'c'] })).toEqual(['arrayMaxSize']);
    expect(codes(Label, { words: 'a' })).toEqual(['isArray']);
  });

  it('is no demand where it is only shown', () => {
    expect(fieldsOf(Label).get('free')).toEqual({ pattern: '^[A-Z]+$' });
    expect(codes(Label, { words: [], free: 'small' })).toEqual([]);
    expect([...shownTypes()]).toContain(Label);
  });

  it('counts as it was said first', () => {
    expect(fieldsOf(CursorQuery).get('cursor')).toEqual({ pattern: '^[a-f]+$', maxLength: 4 });
    expect(codes(CursorQuery, { cursor: 'zzzz' })).toEqual([]);
  });

  it('has to be something where something is demanded', () => {
    class Mute {
      @IsBoolean()
      flag!: boolean;
    }
    expect(() => fieldsOf(Mute)).toThrow('Mute.flag');
  });

  it('holds for classes that are made of others', () => {
    class Longer extends Label {}
    class Changed extends PartialType(PickType(Label, ['words'])) {}
    expect(fieldsOf(Longer)).toEqual(fieldsOf(Label));
    expect(fieldsOf(Changed).get('words')).toEqual(fieldsOf(Label).get('words'));
  });
});
