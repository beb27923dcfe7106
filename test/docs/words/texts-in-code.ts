import * as ts from 'typescript';

/** A text of a file that people read, with the line on which it begins. */
export interface Text {
  line: number;
  text: string;
}

/**
 * The sentences in the code of a TypeScript file: its string and template literals of two words and more.
 *
 * Each expression within a template is an ellipsis, and literals joined by `+` are one text.
 */
export function textsInCode(code: string): Text[] {
  const file = ts.createSourceFile('code.ts', code, ts.ScriptTarget.Latest, true);
  const texts: Text[] = [];
  const visit = (node: ts.Node): void => {
    const text = ts.isImportDeclaration(node) || ts.isExportDeclaration(node) ? '' : textOf(node);
    if (text === undefined) return ts.forEachChild(node, visit);
    const line = file.getLineAndCharacterOfPosition(node.getStart()).line + 1;
    if (/\S\s+\S/.test(text)) texts.push({ line, text });
    for (const expression of expressionsIn(node)) visit(expression);
  };
  visit(file);
  return texts;
}

function textOf(node: ts.Node): string | undefined {
  if (ts.isStringLiteralLike(node)) return node.text;
  if (ts.isTemplateExpression(node)) return node.head.text + node.templateSpans.map(({ literal }) => `…${literal.text}`).join('');
  if (isConcatenation(node)) {
    const [left, right] = [textOf(node.left), textOf(node.right)];
    if (left !== undefined || right !== undefined) return (left ?? '…') + (right ?? '…');
  }
  return undefined;
}

/** The code within a text, which may hold texts of its own. */
function expressionsIn(node: ts.Node): ts.Node[] {
  if (ts.isTemplateExpression(node)) return node.templateSpans.map(({ expression }) => expression);
  if (isConcatenation(node))
    return [node.left, node.right].flatMap((side) => (textOf(side) === undefined ? [side] : expressionsIn(side)));
  return [];
}

function isConcatenation(node: ts.Node): node is ts.BinaryExpression {
  return ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.PlusToken;
}
