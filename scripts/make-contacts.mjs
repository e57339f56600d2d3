// Writes templates/contacts/customers.csv: 1,000 invented people, always the same ones. Run it after a change here:
// node scripts/make-contacts.mjs
import { writeFileSync } from 'node:fs';

/** mulberry32: a small seeded generator, so that the file is the same on every machine. */
function random(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}
const next = random(20261122);
const pick = (list) => list[Math.floor(next() * list.length)];

// Names by script, with a locale and time zone that go with them. Right-to-left names carry no direction marks.
const people = [
  ['en-GB', 'Europe/London', 'Amelia Oliver Isla Noah George Freya Harry Poppy Siân Zoë'],
  ['fr-FR', 'Europe/Paris', 'Chloé Éloïse Benoît François Noël Anaïs Théo Léa Gaëlle Maël'],
  ['de-DE', 'Europe/Berlin', 'Jörg Käthe Björn Günter Anke Jürgen Maja Grete Sönke Nele'],
  ['pl-PL', 'Europe/Warsaw', 'Łukasz Małgorzata Józef Grażyna Wojciech Żaneta Kacper Zofia'],
  ['tr-TR', 'Europe/Istanbul', 'Aylin Çağla Gökçe İbrahim Işıl Ömer Şule Ümit Tuğba'],
  ['vi-VN', 'Asia/Ho_Chi_Minh', 'Ngọc Thảo Đức Hương Tuấn Quỳnh Bảo Ánh'],
  ['pt-BR', 'America/Sao_Paulo', 'João Antônia Conceição Luís Cauê Inês Ângelo Mirela'],
  ['es-MX', 'America/Mexico_City', 'José Lucía Íñigo Ángela Iván Begoña Ramón Sofía'],
  ['uk-UA', 'Europe/Kyiv', 'Олена Євген Юлія Тарас Їжак Зоряна Богдан Наталія'],
  ['bg-BG', 'Europe/Sofia', 'Йордан Цветана Борислав Людмила Иво Радка'],
  ['el-GR', 'Europe/Athens', 'Ευγενία Γιώργος Σοφία Ιωάννης Ελένη Χρήστος Δήμητρα'],
  ['ar-EG', 'Africa/Cairo', 'محمد فاطمة أحمد مريم يوسف ليلى خديجة عمر'],
  ['he-IL', 'Asia/Jerusalem', 'יעל דוד נועה משה תמר אורי שירה'],
  ['th-TH', 'Asia/Bangkok', 'สมชาย กัญญา ณัฐพล พิมพ์ใจ ศิริพร อนุชา'],
  ['hi-IN', 'Asia/Kolkata', 'प्रिया अर्जुन स्नेहा विक्रम अनुष्का रोहित'],
  ['zh-TW', 'Asia/Taipei', '怡君 志明 雅婷 建宏 淑芬 俊傑'],
  ['ja-JP', 'Asia/Tokyo', '美咲 健太 さくら 翔 ひなた 蓮'],
  ['ko-KR', 'Asia/Seoul', '민준 서연 지우 하은 도윤 수빈'],
  ['en-US', 'America/Los_Angeles', 'Ana🌸 🐙Max Robin👩🏽‍🚀 Lee❤️'],
].map(([locale, zone, names]) => ({ locale, zone, names: names.split(' ') }));

const places = [
  'Market Square 3',
  '12 Rue de la Paix, 75002 Paris',
  'Schöne Aussicht 7, Hinterhaus',
  'Studio "Blue Door", 2nd floor',
  'ул. Шевченка, 14',
  'Πλατεία Συντάγματος 5',
  '千代田区丸の内1-9-1',
  'ถนนสุขุมวิท 21',
];
const hosts = ['Dr. Özdemir', 'Maya', 'Mr. O’Connor', 'Prof. García', '佐藤先生', 'Dr. Łęcka'];

const header = [
  'psid',
  'first_name',
  'locale',
  'time_zone',
  'appointment.id',
  'appointment.at',
  'appointment.place',
  'appointment.person',
  'appointment.minutes',
];
const total = 1000;
const rows = [];
for (let i = 0; i < total; i++) {
  const person = people[Math.floor(next() * people.length)];
  const at = new Date(
    Date.UTC(2027, 0, 11 + Math.floor(next() * 18), 7 + Math.floor(next() * 11), pick([0, 15, 30, 45])),
  );
  rows.push([
    String(24_000_000_000_000_000n + BigInt(i) * 7_919n + BigInt(Math.floor(next() * 7_000))),
    next() < 0.06 ? '' : pick(person.names),
    next() < 0.05 ? '' : person.locale,
    next() < 0.05 ? '' : person.zone,
    `T-${1000 + i}`,
    at.toISOString().replace('.000Z', 'Z'),
    next() < 0.25 ? '' : pick(places),
    next() < 0.4 ? '' : pick(hosts),
    next() < 0.5 ? '' : String(pick([15, 20, 30, 45, 60, 90])),
  ]);
}

// What real files hold too. Rows count from 1, the header is not one of them.
const change = (row, column, value) => {
  rows[row - 1][header.indexOf(column)] = value;
};
change(118, 'psid', ''); // no recipient
change(304, 'appointment.minutes', 'half an hour'); // not a number
change(305, 'appointment.minutes', '600'); // too large
change(411, 'first_name', 'Bartholomäus Maximilian Friedrich von und zu Hohenstein-Langenburg'); // over 40 characters
change(527, 'appointment.at', 'next Tuesday'); // not a date
change(640, 'appointment.id', ''); // required
change(702, 'psid', rows[13][0]); // the same person twice
change(855, 'time_zone', 'Mars/Olympus'); // no time zone
// Ids that the emulator refuses, as Meta does for people who cannot be reached.
change(233, 'psid', 'fail-551-1'); // not available
change(566, 'psid', 'fail-10-2018278-2'); // outside of the 24 hours
change(900, 'psid', 'fail-551-3');

const cell = (text) => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
const csv = [header, ...rows].map((row) => row.map(cell).join(',')).join('\n');
// With `-` to stdout: a test compares.
if (process.argv[2] === '-') process.stdout.write(`${csv}\n`);
else writeFileSync(new URL('../templates/contacts/customers.csv', import.meta.url), `${csv}\n`);
