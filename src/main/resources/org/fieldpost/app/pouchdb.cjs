// The turns of `fieldpost bench` with PouchDB 9 and express-pouchdb: a server process, clients over loopback HTTP.
// node pouchdb.cjs INSTALLED SMALL RUNS LARGE TURNS; prints one line of JSON.
'use strict';
const { fork } = require('child_process');
const { createRequire } = require('module');
const path = require('path');
const crypto = require('crypto');
const serving = process.argv[2] === 'serve';
const installed = createRequire(path.join(serving ? process.argv[3] : process.argv[2], 'package.json'));
const PouchDB = installed('pouchdb');

if (serving) {
  const express = installed('express');
  const app = express();
  const At = PouchDB.defaults({ prefix: path.join(process.cwd(), 'pouch-server') + '-' });
  app.use('/', installed('express-pouchdb')(At, { logPath: path.join(process.cwd(), 'pouch-server.txt') }));
  const server = app.listen(0, '127.0.0.1', () => process.send({ port: server.address().port }));
  process.on('disconnect', () => process.exit(0));
} else {
  main().catch(e => { console.error(e); process.exit(1); });
}

function doc(mark) {
  return {
    _id: crypto.randomUUID(), survey_date: '2026-02-18', visit_result: 'absent', region: 'NI', district: 'NI01',
    village: 'NI01009', household_number: '119', household_id: 'NI01009-119',
    position: { latitude: 14.790274, longitude: -16.72166, altitude: 31, accuracy: 4.2 },
    remarks: `Back on Friday, say the neighbours. ${mark} ${crypto.randomBytes(5).toString('hex')}`,
  };
}

async function main() {
  const [small, runs, large, turns] = process.argv.slice(3).map(Number);
  const child = fork(__filename, ['serve', process.argv[2]], { cwd: process.cwd(), stdio: ['ignore', 2, 2, 'ipc'] });
  const { port } = await new Promise(resolve => child.once('message', resolve));
  const found = { pushSmall: [], pushLarge: [], pullSmall: [], pullLarge: [], noop: [], round: [] };
  const options = { batch_size: 1000, batches_limit: 10 };
  const field = new PouchDB(path.join(process.cwd(), 'pouch-field'));
  const office = new PouchDB(path.join(process.cwd(), 'pouch-office'));
  const hub = new PouchDB(`http://127.0.0.1:${port}/hub`);
  await hub.info();
  const timed = async work => {
    const begun = process.hrtime.bigint();
    await work();
    return Number(process.hrtime.bigint() - begun) / 1e6;
  };
  const move = async (count, push, pull) => {
    for (let done = 0; done < count; done += 500) {
      await field.bulkDocs(Array.from({ length: Math.min(500, count - done) }, () => doc('made')));
    }
    push.push(count / (await timed(() => field.replicate.to(hub, options))) * 1000);
    pull.push(count / (await timed(() => hub.replicate.to(office, options))) * 1000);
  };
  await move(Math.max(1, Math.floor(small / 4)), [], []);
  for (let run = 0; run < runs; run++) await move(small, found.pushSmall, found.pullSmall);
  for (let i = 0; i < turns + turns / 4; i++) {
    const millis = await timed(async () => { await field.replicate.to(hub, options); await hub.replicate.to(field, options); });
    if (i >= turns / 4) found.noop.push(millis);
  }
  const edited = doc('edited');
  await field.put(edited);
  for (let i = 0; i < turns + turns / 4; i++) {
    const held = await field.get(edited._id);
    held.remarks = `mark-${i}-`;
    const millis = await timed(async () => {
      await field.put(held);
      await field.replicate.to(hub, options);
      await hub.replicate.to(field, options);
      await hub.replicate.to(office, options);
    });
    if ((await office.get(edited._id)).remarks !== held.remarks) throw new Error('the edit did not arrive');
    if (i >= turns / 4) found.round.push(millis);
  }
  await move(large, found.pushLarge, found.pullLarge);
  console.log(JSON.stringify(found));
  child.disconnect();
  process.exit(0);
}
