/** Whether a comment (`#` included) silences findings: `# sendspec-ignore CODE: reason`. */
export function isIgnore(comment: string): boolean {
  return /^#\s*sendspec-ignore\b/.test(comment);
}
