/** Before the project's own code runs: what it prints is talk, and it cannot end the program. */

let standing = false;

/**
 * From now on whatever is printed to stdout except by the command itself (see io.ts) goes to stderr: results are read by
 * programs. `process.exit()` throws: half a result that ends with code 0 would be taken for a whole one.
 */
export function fenceProjectCode(): void {
  if (standing) return;
  standing = true;
  process.stdout.write = process.stderr.write.bind(process.stderr);
  process.exit = () => {
    throw new Error('it called process.exit()');
  };
}
