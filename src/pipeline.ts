/** The compiler's phases in one place: what cli/, lsp/ and send/ call. */
export {};
