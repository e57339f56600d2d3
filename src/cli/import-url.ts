/**
 * `import()` of a file that is named at run time. The bundled program is a script that V8 loads from its cache, and
 * such a script has no `import()` of its own: load-program.ts hands it one.
 */
declare const module: { readonly importUrl?: (url: string) => Promise<unknown> } | undefined;

export async function importUrl(url: string): Promise<object> {
  const given = typeof module === 'undefined' ? undefined : module.importUrl;
  return (await (given ? given(url) : import(url))) as object;
}
