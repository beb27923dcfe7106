import { isBuiltin } from 'node:module';
import { posix, relative, sep } from 'node:path';
import { ROOMS } from './rooms.mjs';

/** An ESLint rule that holds each import of a file, types included, against the room of that file. */
export const roomImports = {
  meta: {
    type: 'problem',
    schema: [],
    messages: {
      forbidden: '{{room}} may not import {{target}}. {{advice}}',
      typesOnly: '{{room}} may import {{target}} as types only (import type). {{advice}}',
      noRoom: '{{file}} is in no room: move it to one, or add a row to tools/lint/rooms.mjs.',
    },
  },
  create(context) {
    const file = withoutEnding(relative(context.cwd, context.filename).split(sep).join('/'));
    const room = roomOf(file);
    if (!room) return { Program: (node) => context.report({ node, messageId: 'noRoom', data: { file } }) };

    function check(source, isType) {
      if (typeof source?.value !== 'string') return;
      const target = targetOf(source.value, file);
      const isIn = (entry) => target === entry || target.startsWith(`${entry}/`);
      if (isIn(room.room) || room.may.some(isIn)) return;
      const isTypeKnown = room.mayAsTypes?.some(isIn) ?? false;
      if (isTypeKnown && isType) return;
      const messageId = isTypeKnown ? 'typesOnly' : 'forbidden';
      context.report({ node: source, messageId, data: { room: room.room, target, advice: room.advice } });
    }

    return {
      ImportDeclaration: (node) => check(node.source, isTypeImport(node)),
      ExportNamedDeclaration: (node) => check(node.source, node.exportKind === 'type'),
      ExportAllDeclaration: (node) => check(node.source, node.exportKind === 'type'),
      ImportExpression: (node) => check(node.source, false),
      TSImportType: (node) => check(node.source, true),
    };
  },
};

function roomOf(file) {
  const fitting = ROOMS.filter(({ room }) => file === room || file.startsWith(`${room}/`));
  return fitting.sort((a, b) => b.room.length - a.room.length)[0];
}

function targetOf(specifier, file) {
  if (specifier.startsWith('.')) return withoutEnding(posix.join(posix.dirname(file), specifier));
  return isBuiltin(specifier) ? `Node/${specifier.replace('node:', '')}` : specifier;
}

function isTypeImport({ importKind, specifiers }) {
  return importKind === 'type' || (specifiers.length > 0 && specifiers.every((specifier) => specifier.importKind === 'type'));
}

function withoutEnding(path) {
  return path.replace(/\.[cm]?[jt]s$/, '');
}
