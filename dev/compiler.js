import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import ts from 'typescript';

const PLUGIN = '@nestjs/swagger';
/** Into these Swagger's plugin writes what other files say of their types. */
const DESCRIBED = /\.(?:dto|controller)\.ts$/;

/**
 * Compiles what has changed, as `nest build` compiles all: type-checked, and with what Swagger's plugin adds. Whatever
 * it has read stays in memory, so that the change of one file takes some tenths of a second.
 */
export class Compiler {
  constructor(root, out) {
    this.root = root;
    this.out = out;
    this.files = new Map();
    this.plugin = createRequire(join(root, 'package.json'))(`${PLUGIN}/plugin`);
    const { plugins } = JSON.parse(readFileSync(join(root, 'nest-cli.json'), 'utf8')).compilerOptions;
    this.pluginOptions = plugins.find(({ name }) => name === PLUGIN).options;
  }

  /** @param changed absolute paths of files that were changed, made or removed since the last time */
  update(changed) {
    for (const path of changed) this.files.delete(path);
    this.program = this.programOf(changed);
  }

  /** What is wrong with these files, as the compiler says it. */
  problemsOf(paths) {
    const { program } = this;
    const files = paths.map(path => program.getSourceFile(path)).filter(file => file !== undefined);
    const unreadable = files.flatMap(file => program.getSyntacticDiagnostics(file));
    return this.textOf(
      unreadable.length > 0 ? unreadable : files.flatMap(file => program.getSemanticDiagnostics(file)),
    );
  }

  /** Looks at one of the files that the changes may have touched. @returns whether there is none left */
  checkNext() {
    return this.program.getSemanticDiagnosticsOfNextAffectedFile() === undefined;
  }

  /** What is wrong anywhere. */
  problems() {
    return this.textOf([...this.program.getSyntacticDiagnostics(), ...this.program.getSemanticDiagnostics()]);
  }

  /** @returns texts by the paths at which they have to lie, of those that do not lie there */
  emit(paths, isNews = (there, text) => there !== text) {
    const program = this.program.getProgram();
    const before = [this.plugin.before(this.pluginOptions, program)];
    const news = new Map();
    const note = (path, text) => {
      if (isNews(ts.sys.readFile(path), text)) news.set(path, text);
    };
    for (const path of paths) {
      const file = program.getSourceFile(path);
      if (file !== undefined) program.emit(file, note, undefined, false, { before });
    }
    return news;
  }

  /** The same for files that have not changed themselves, whose code may speak of a type that has. */
  emitDescription(path) {
    return this.emit([path], differ);
  }

  textOf(problems) {
    return ts.formatDiagnosticsWithColorAndContext(problems, this.host);
  }

  get all() {
    return this.program.getProgram().getRootFileNames();
  }

  get described() {
    return this.all.filter(path => DESCRIBED.test(path));
  }

  programOf(changed) {
    const configuration = ts.readConfigFile(join(this.root, 'tsconfig.build.json'), ts.sys.readFile).config;
    const more = {
      outDir: this.out,
      // Or nobody would look at the files that use the one that has changed.
      isolatedModules: false,
    };
    const { fileNames, options } = ts.parseJsonConfigFileContent(configuration, ts.sys, this.root, more);
    const known = new Set(this.program?.getProgram().getRootFileNames());
    const same = known.size === fileNames.length && changed.every(path => known.has(path));
    this.host = this.hostOf(options, !same);
    return ts.createSemanticDiagnosticsBuilderProgram(fileNames, options, this.host, this.program);
  }

  hostOf(options, looksAnew) {
    const host = ts.createCompilerHost(options);
    const read = host.getSourceFile.bind(host);
    host.hasInvalidatedResolutions = () => looksAnew;
    host.getSourceFile = (path, how) => {
      if (!this.files.has(path)) this.files.set(path, versioned(read(path, how)));
      return this.files.get(path);
    };
    return host;
  }
}

/** The members of a union come in an order that depends on what the compiler has looked at before. */
function differ(there, text) {
  const wordsOf = code => code.split(/\W+/).sort().join(' ');
  return there === undefined || wordsOf(there) !== wordsOf(text);
}

/** By its version the compiler tells whether a file is another one. */
function versioned(file) {
  if (file !== undefined) file.version = ts.sys.createHash(file.text);
  return file;
}
