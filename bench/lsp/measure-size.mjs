/**
 * All rows for one server and one size of file. A server that is late, wrong or gone is started anew for the next row, as
 * long as it can be started.
 */
import { countHonoured, mistakeOf, rows } from './rows.mjs';
import { openSession } from './session.mjs';
import { createTimes } from './times.mjs';

export async function measureSize(server, file, { edits, limit, folder, only }) {
  const found = {
    rows: {},
    honoured: { asked: 0, honoured: 0 },
    burst: { asked: 0, honoured: 0 },
    memory: undefined,
  };
  let session;
  let opens = true;
  for (const row of rows) {
    if (row.only && row.only !== server.name) continue;
    if (only && !only.includes(row.id)) continue;
    const times = createTimes();
    try {
      if (!opens) throw new Error(found.problem);
      session ??= await open();
      await row.run({ session, ...file, edits, times, counts: found.burst });
    } catch (error) {
      times.problem = error.message;
      await session?.client.stop();
      session = undefined;
    }
    found.rows[row.id] = times;
  }
  try {
    if (!opens) throw new Error(found.problem);
    session ??= await open();
    found.honoured = await countHonoured({ session, ...file });
    found.memory = session.client.memory();
  } catch (error) {
    found.problem = error.message;
  }
  await session?.client.stop();
  return found;

  async function open() {
    const opened = await openSession(server, { text: file.text, folder, limit });
    // a few edits that are not counted: V8 has seen the code then, as in a session of minutes
    try {
      await opened.open(mistakeOf(file.notes[0]));
      for (const row of rows.filter(({ only: who }) => !who || who === server.name)) {
        if (only && !only.includes(row.id)) continue;
        await row.run({
          session: opened,
          ...file,
          edits: 6,
          times: createTimes(),
          counts: { asked: 0, honoured: 0 },
        });
      }
    } catch (error) {
      await opened.client.stop();
      opens = false;
      found.problem = `does not get to work: ${error.message}`;
      throw error;
    }
    return opened;
  }
}
