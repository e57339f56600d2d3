/** Tables of the SQLite journal (delivery.md 3.5). States and kinds: journal.ts. */
export const applicationId = 0x73736a31; // "ssj1"
export const schemaVersion = 2;

export const schema = `
CREATE TABLE run (
  id TEXT PRIMARY KEY,
  manifest TEXT NOT NULL,
  created_at TEXT NOT NULL,
  finished_at TEXT
);
CREATE TRIGGER run_is_immutable BEFORE UPDATE OF id, manifest, created_at ON run
BEGIN SELECT RAISE(ABORT, 'the manifest of a run never changes'); END;
CREATE TABLE delivery (
  row INTEGER NOT NULL,
  step INTEGER NOT NULL,
  kind INTEGER NOT NULL DEFAULT 0,
  state INTEGER NOT NULL,
  attempt INTEGER NOT NULL DEFAULT 0,
  last INTEGER NOT NULL DEFAULT 0,
  mid TEXT,
  reason TEXT,
  error TEXT,
  at INTEGER NOT NULL,
  end_offset INTEGER NOT NULL,
  PRIMARY KEY (row, step)
) WITHOUT ROWID;
CREATE INDEX delivery_open ON delivery (state) WHERE state IN (0, 1, 4);
-- Rows whose recipient stands in an earlier row, the first one.
CREATE TABLE duplicate (
  row INTEGER PRIMARY KEY,
  first INTEGER NOT NULL
);
CREATE INDEX duplicate_first ON duplicate (first);
CREATE TABLE upload (
  hash TEXT NOT NULL,
  page TEXT NOT NULL,
  attachment_id TEXT NOT NULL,
  expires_at TEXT,
  PRIMARY KEY (hash, page)
);
CREATE TABLE event (
  id INTEGER PRIMARY KEY,
  at TEXT NOT NULL,
  type TEXT NOT NULL,
  detail TEXT NOT NULL
);
CREATE TABLE lock (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  nonce TEXT NOT NULL,
  pid INTEGER NOT NULL,
  started TEXT NOT NULL,
  host TEXT NOT NULL,
  boot TEXT NOT NULL,
  at TEXT NOT NULL
);
`;
