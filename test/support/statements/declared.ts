import { relative } from 'node:path';
import ts from 'typescript';
import { type Kind, kindOf } from './kind.js';

/** What the types say about a statement. */
export interface Declared {
  /** Empty: `plannedAnew`. */
  readonly name: string;
  readonly file: string;
  /** What a row has; undefined: there are no rows. */
  readonly row: ReadonlyMap<string, Kind> | undefined;
  /** What it takes, in order or by name. */
  readonly values: readonly Kind[] | ReadonlyMap<string, Kind>;
}

const DEFINING = ['statement', 'plannedAnew'];
const DEFINITION = /\/libs\/persistence\/src\/statement\.ts$/;

/**
 * All statements that these files define, wherever in them: each mention of what defines one is looked up by the compiler.
 * @throws Error for one whose name is not written where it is defined, and where `statement` is not simply called
 */
export function declaredIn(program: ts.Program, files: readonly string[]): Declared[] {
  const checker = program.getTypeChecker();
  return program.getSourceFiles().flatMap(source => {
    const file = relative(process.cwd(), source.fileName);
    return files.includes(file) ? mentionsIn(source, checker).map(at => declaredAt(at, file, checker)) : [];
  });
}

function mentionsIn(source: ts.SourceFile, checker: ts.TypeChecker): ts.Identifier[] {
  const found: ts.Identifier[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) return;
    if (ts.isIdentifier(node) && defines(checker.getSymbolAtLocation(node), checker)) found.push(node);
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

function defines(symbol: ts.Symbol | undefined, checker: ts.TypeChecker): boolean {
  if (symbol === undefined) return false;
  const { name, declarations = [] } = symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
  return DEFINING.includes(name) && declarations.some(at => DEFINITION.test(at.getSourceFile().fileName));
}

function declaredAt(mention: ts.Identifier, file: string, checker: ts.TypeChecker): Declared {
  const call = mention.parent;
  if (!ts.isCallExpression(call) || call.expression !== mention) {
    throw new Error(`${file}: ${mention.text} is to be called, and nothing else`);
  }
  const [name, text] = call.arguments;
  if (text !== undefined && !(name !== undefined && ts.isStringLiteral(name))) {
    throw new Error(`${file}: a statement's name is to be written where it is defined`);
  }
  const [row, values] = checker.getTypeArguments(checker.getTypeAtLocation(call) as ts.TypeReference);
  if (row === undefined || values === undefined) throw new Error(`${file}: ${call.getText()} makes no statement`);
  return {
    name: text === undefined ? '' : (name as ts.StringLiteral).text,
    file,
    row: row.flags & ts.TypeFlags.Never ? undefined : membersOf(row, checker),
    values: valuesOf(values, checker),
  };
}

function valuesOf(values: ts.Type, checker: ts.TypeChecker): Declared['values'] {
  if (!checker.isTupleType(values)) return checker.isArrayType(values) ? [] : membersOf(values, checker);
  return checker.getTypeArguments(values as ts.TypeReference).map(type => kindOf(type, checker));
}

function membersOf(type: ts.Type, checker: ts.TypeChecker): Map<string, Kind> {
  const members = checker.getPropertiesOfType(type);
  return new Map(members.map(member => [member.name, kindOf(checker.getTypeOfSymbol(member), checker)]));
}
