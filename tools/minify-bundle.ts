import { relative } from 'node:path';
import { decode, encode, type SourceMapMappings } from '@jridgewell/sourcemap-codec';
import { minify } from '@swc/core';

const INLINE_MAP = /\n\/\/# sourceMappingURL=data:application\/json[^,]*,([A-Za-z0-9+/=]+)\s*$/;

interface SourceMap {
  readonly version: number;
  readonly sources: readonly string[];
  readonly mappings: string;
}

/**
 * Minify a workflow bundle. Each worker parses it with its source map, whole, and keeps both in memory. Names of functions stay, and
 * the map says where our own code is, by line: stack traces need no more.
 *
 * @param root paths in the map begin below it, such as `src/workflows/day-quota.ts`
 */
export async function minifyBundle(bundle: string, root: string): Promise<string> {
  const inline = INLINE_MAP.exec(bundle);
  if (inline?.[1] === undefined) throw new Error('The workflow bundle has no inline source map.');
  const { code, map } = await minify(bundle.slice(0, inline.index), {
    module: false,
    toplevel: false,
    compress: true,
    mangle: { keep_fnames: true, keep_classnames: true },
    sourceMap: { content: Buffer.from(inline[1], 'base64').toString() } as unknown as boolean, // missing in the types of swc
  });
  const slim = JSON.stringify(linesOfOurCode(JSON.parse(map ?? '{}') as SourceMap, root));
  return `${code}\n//# sourceMappingURL=data:application/json;base64,${Buffer.from(slim).toString('base64')}\n`;
}

function linesOfOurCode(
  { version, sources, mappings }: SourceMap,
  root: string,
): SourceMap & { readonly names: readonly string[] } {
  const paths = sources.map((source) => relative(root, source));
  const ours = paths.filter((path) => path.startsWith('src/'));
  const kept: SourceMapMappings = decode(mappings).map((segments) => {
    let before = '';
    return segments.flatMap((segment) => {
      const [column, source = -1, line = 0] = segment;
      const index = ours.indexOf(paths[source] ?? '');
      const place = index < 0 ? '' : `${index}:${line}`;
      if (place === before) return [];
      before = place;
      return [index < 0 ? [column] : [column, index, line, 0]];
    });
  });
  return { version, sources: ours, names: [], mappings: encode(kept) };
}
