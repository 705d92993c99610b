import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import * as ts from 'typescript';

/** A SQL text of the product, where it is written. */
export interface SqlText {
  /** File and constant or function: `sql/catalog/tables.ts COUNT`. */
  readonly name: string;
  readonly line: number;
  /** What is known only at run time stands as NULL, or is left out where it is a statement. */
  readonly text: string;
  /** How many expressions are known only at run time. */
  readonly placeholders: number;
}

const sqlBeginning = /^\s*(?:SELECT|WITH|DECLARE|IF|EXEC|EXECUTE|BEGIN|SET NOCOUNT|INSERT|UPDATE|DELETE|MERGE)\s/u;

/** Every string in the files of a folder that begins as a SQL statement does, with the constants in it put in. Sorted by name. */
export function findSqlTexts(folder: string): SqlText[] {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts'));
  const sources = new Sources();
  const found = files.flatMap((name) => textsOf(sources, path.join(folder, name), folder));
  return found.sort((left, right) => (left.name < right.name ? -1 : left.name > right.name ? 1 : left.line - right.line));
}

/** Source files by path, read once. */
class Sources {
  readonly #files = new Map<string, ts.SourceFile | undefined>();

  at(file: string): ts.SourceFile | undefined {
    if (!this.#files.has(file)) {
      this.#files.set(file, this.#read(file));
    }
    return this.#files.get(file);
  }

  #read(file: string): ts.SourceFile | undefined {
    try {
      return ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true);
    } catch {
      return undefined;
    }
  }
}

function textsOf(sources: Sources, file: string, folder: string): SqlText[] {
  const source = sources.at(file);
  const found: SqlText[] = [];
  const visit = (node: ts.Node): void => {
    if (isText(node)) {
      const evaluated = evaluate(sources, node);
      if (evaluated !== undefined && sqlBeginning.test(evaluated.text)) {
        found.push({ name: `${path.relative(folder, file).replaceAll(path.sep, '/')} ${ownerOf(node)}`, line: lineOf(node), ...evaluated });
        return;
      }
    }
    ts.forEachChild(node, visit);
  };
  if (source !== undefined) {
    visit(source);
  }
  return found;
}

function isText(node: ts.Node): node is ts.StringLiteralLike | ts.TemplateExpression {
  return ts.isStringLiteralLike(node) || ts.isTemplateExpression(node);
}

function lineOf(node: ts.Node): number {
  return node.getSourceFile().getLineAndCharacterOfPosition(node.getStart()).line + 1;
}

/** The constant, function or method that a text is in. */
function ownerOf(node: ts.Node): string {
  for (let each: ts.Node | undefined = node.parent; ; each = each.parent) {
    if (ts.isSourceFile(each)) {
      return '';
    }
    const name = ts.isFunctionDeclaration(each) || ts.isMethodDeclaration(each) || ts.isVariableDeclaration(each) ? each.name : undefined;
    if (name !== undefined && (ts.isIdentifier(name) || ts.isPrivateIdentifier(name))) {
      return name.text;
    }
  }
}

interface Evaluated {
  readonly text: string;
  readonly placeholders: number;
}

/** NULL is an expression; what has a line of its own is a statement, and may be left out. */
function standIn(before: string, behind: string): string {
  return /(?:^|\n)[ \t]*$/u.test(before) && /^;?[ \t]*(?:\n|$)/u.test(behind) ? '' : 'NULL';
}

/** undefined: it is known only at run time. */
function evaluate(sources: Sources, node: ts.Expression): Evaluated | undefined {
  if (ts.isStringLiteralLike(node) || ts.isNumericLiteral(node)) {
    return { text: node.text, placeholders: 0 };
  }
  if (ts.isTemplateExpression(node)) {
    let text = node.head.text;
    let placeholders = 0;
    for (const span of node.templateSpans) {
      const value = evaluate(sources, span.expression);
      text += (value?.text ?? standIn(text, span.literal.text)) + span.literal.text;
      placeholders += value?.placeholders ?? 1;
    }
    return { text, placeholders };
  }
  if (ts.isIdentifier(node)) {
    const initializer = constantOf(sources, node.getSourceFile(), node.text);
    return initializer === undefined ? undefined : evaluate(sources, initializer);
  }
  if (ts.isPropertyAccessExpression(node) && ts.isIdentifier(node.expression)) {
    const object = constantOf(sources, node.getSourceFile(), node.expression.text);
    const property = object === undefined ? undefined : propertyOf(object, node.name.text);
    return property === undefined ? undefined : evaluate(sources, property);
  }
  return undefined;
}

function propertyOf(object: ts.Expression, name: string): ts.Expression | undefined {
  const inner = ts.isAsExpression(object) || ts.isSatisfiesExpression(object) ? object.expression : object;
  const properties = ts.isObjectLiteralExpression(inner) ? inner.properties : [];
  const property = properties.find((each) => each.name?.getText() === name);
  return property !== undefined && ts.isPropertyAssignment(property) ? property.initializer : undefined;
}

/** The initial value of a constant of the file, or of the one that it is imported from. */
function constantOf(sources: Sources, source: ts.SourceFile, name: string): ts.Expression | undefined {
  for (const statement of source.statements) {
    if (ts.isVariableStatement(statement)) {
      const declaration = statement.declarationList.declarations.find((each) => each.name.getText() === name);
      if (declaration?.initializer !== undefined) {
        return declaration.initializer;
      }
    }
    if (ts.isImportDeclaration(statement) && ts.isStringLiteral(statement.moduleSpecifier) && importsName(statement, name)) {
      const other = sources.at(path.join(path.dirname(source.fileName), `${statement.moduleSpecifier.text}.ts`));
      return other === undefined ? undefined : constantOf(sources, other, name);
    }
  }
  return undefined;
}

function importsName(statement: ts.ImportDeclaration, name: string): boolean {
  const bindings = statement.importClause?.namedBindings;
  return bindings !== undefined && ts.isNamedImports(bindings) && bindings.elements.some((each) => each.name.text === name);
}
