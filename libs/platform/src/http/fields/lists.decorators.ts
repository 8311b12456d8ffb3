import { ArrayMaxSize, ArrayMinSize, ArrayNotEmpty, ArrayUnique, IsArray } from 'class-validator';
import { saying } from './said.js';

/** The field is a list. What each of its items has to be like, further decorators say. */
export const IsList = (): PropertyDecorator => IsArray(saying({}));

export const MaxItems = (maxItems: number): PropertyDecorator => ArrayMaxSize(maxItems, saying({ maxItems }));

export const MinItems = (minItems: number): PropertyDecorator => ArrayMinSize(minItems, saying({ minItems }));

export const NotEmpty = (): PropertyDecorator => ArrayNotEmpty(saying({ minItems: 1 }));

export const UniqueItems = (): PropertyDecorator => ArrayUnique(saying({ uniqueItems: true }));
