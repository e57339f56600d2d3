/** The file that makes a folder a project's root. */
export const configName = 'sendspec.config.yaml';
