/** The host of this build: the disk. In the web worker's build, memory-host.ts stands in this file's place. */
export { host } from './node-host.ts';
