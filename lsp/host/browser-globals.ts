/** What Node has and a browser has not; the web worker's build puts it in where it is called. */
const { port1, port2 } = new MessageChannel();
const waiting: (() => void)[] = [];
(port1 as unknown as { onmessage: () => void }).onmessage = () => waiting.shift()?.();

/** After the messages that wait, without the pause of a timer. */
export function setImmediate(work: () => void): void {
  waiting.push(work);
  port2.postMessage(null);
}
