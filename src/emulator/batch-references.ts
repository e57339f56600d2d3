/** `{result=NAME:$.path}` in the items of a batch (BA-11): which operations one needs, and their values put in. */

/** Names that an item refers to. */
export function referredNames(...texts: readonly string[]): string[] {
  return texts.flatMap((text) => [...decoded(text).matchAll(reference)].map((found) => found[1]!));
}

/** In a URL: values are percent-encoded. */
export function fillUrl(url: string, resultOf: (name: string) => unknown): string {
  return decoded(url).replace(reference, (_, name: string, path: string) =>
    encodeURIComponent(valuesAt(resultOf(name), path)),
  );
}

/** In a form body: values inside JSON text are escaped as JSON text. */
export function fillForm(body: string, resultOf: (name: string) => unknown): string {
  if (referredNames(body).length === 0) return body;
  const filled = new URLSearchParams();
  for (const [key, value] of new URLSearchParams(body)) {
    const isJson = /^\s*[{[]/.test(value) && !/^\s*\{result=[^{}]*\}\s*$/.test(value);
    filled.append(
      key,
      value.replace(reference, (_, name: string, path: string) => {
        const text = valuesAt(resultOf(name), path);
        return isJson ? JSON.stringify(text).slice(1, -1) : text;
      }),
    );
  }
  return filled.toString();
}

const reference = /\{result=([^:{}]+):([^{}]*)\}/g;

/** References may be percent-encoded themselves; the rest of the text stays as it is. */
function decoded(text: string): string {
  return text.replace(/(?:%7B|\{)result(?:%3D|=).*?(?:%7D|\})/gi, (found) => {
    try {
      return decodeURIComponent(found.replaceAll('+', ' '));
    } catch {
      return found;
    }
  });
}

/** JSONPath as far as batches need it: `$.a.b`, `$.a.0`, `$.a[0]`, `$['a']`, `$.a.*.id`. Several values are joined by commas. */
export function valuesAt(result: unknown, path: string): string {
  let values = [result];
  for (const step of path.matchAll(/\.([A-Za-z0-9_-]+|\*)|\[(\d+|\*|'[^']*'|"[^"]*")\]/g)) {
    const key = (step[1] ?? step[2]!).replace(/^(['"])(.*)\1$/, '$2');
    values = values.flatMap((value) => {
      if (typeof value !== 'object' || value === null) return [];
      if (key === '*') return Object.values(value);
      return Object.hasOwn(value, key) ? [(value as Record<string, unknown>)[key]] : [];
    });
  }
  return values.map((value) => (typeof value === 'object' ? JSON.stringify(value) : String(value))).join(',');
}
