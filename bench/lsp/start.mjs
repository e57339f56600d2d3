/** From the start of the process to the answer to `initialize`, the servers by turns. */
import { connect } from './client.mjs';
import { initialize } from './session.mjs';
import { createTimes, median } from './times.mjs';

export async function measureStart(servers, { rounds, folder, limit }) {
  const found = Object.fromEntries(servers.map(({ name }) => [name, createTimes()]));
  for (let round = -2; round < rounds; round++) {
    for (const { name, command, settings } of servers) {
      const times = round < 0 ? createTimes() : found[name];
      let client;
      await times.of(async () => {
        client = connect(command, { settings, limit, cwd: folder });
        await initialize(client, folder, settings);
      });
      await client.stop();
    }
  }
  return Object.fromEntries(Object.entries(found).map(([name, { list }]) => [name, median(list)]));
}
