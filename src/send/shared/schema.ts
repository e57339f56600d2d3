/**
 * Tables of the journal that several machines share (delivery.md 4). States and kinds: journal/journal.ts, and 5: claimed
 * by a worker that has not written its intent yet. All times are the server's.
 *
 * `fence` grows with each claim: what a worker says about a delivery counts only with the fence of its own claim.
 * `due` is infinity until the step before was sent. `body` is deleted when the delivery has ended.
 */
export const claimed = 5;

export const schema = `
CREATE TABLE IF NOT EXISTS sendspec_run (
  id text PRIMARY KEY,
  campaign text NOT NULL,
  page text NOT NULL,
  endpoint text NOT NULL,
  manifest jsonb NOT NULL,
  rate real,
  created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  finished_at timestamptz,
  replaced_at timestamptz
);
-- Rows after this one are not to be sent yet (--limit, --canary).
ALTER TABLE sendspec_run ADD COLUMN IF NOT EXISTS up_to bigint;
CREATE UNIQUE INDEX IF NOT EXISTS sendspec_run_campaign ON sendspec_run (campaign) WHERE replaced_at IS NULL;
CREATE TABLE IF NOT EXISTS sendspec_delivery (
  run text NOT NULL REFERENCES sendspec_run,
  row bigint NOT NULL,
  step smallint NOT NULL,
  next smallint,
  kind smallint NOT NULL DEFAULT 0,
  state smallint NOT NULL DEFAULT 0,
  attempt smallint NOT NULL DEFAULT 0,
  last boolean NOT NULL,
  fence integer NOT NULL DEFAULT 0,
  worker text,
  lease timestamptz,
  due timestamptz NOT NULL DEFAULT '-infinity',
  wait integer NOT NULL DEFAULT 0,
  deadline timestamptz,
  body jsonb,
  mid text,
  reason text,
  error jsonb,
  at timestamptz NOT NULL DEFAULT clock_timestamp(),
  PRIMARY KEY (run, row, step)
) WITH (fillfactor = 70);
CREATE INDEX IF NOT EXISTS sendspec_delivery_due ON sendspec_delivery (run, deadline, row, step) WHERE state = 0 AND due < 'infinity';
CREATE INDEX IF NOT EXISTS sendspec_delivery_lease ON sendspec_delivery (run, lease) WHERE state IN (1, 5);
CREATE TABLE IF NOT EXISTS sendspec_rate (
  page text PRIMARY KEY,
  per_second real,
  tat timestamptz NOT NULL DEFAULT '-infinity',
  paused_until timestamptz NOT NULL DEFAULT '-infinity'
);
CREATE TABLE IF NOT EXISTS sendspec_upload (
  hash text NOT NULL,
  page text NOT NULL,
  attachment_id text NOT NULL,
  expires_at timestamptz NOT NULL,
  PRIMARY KEY (hash, page)
);
CREATE TABLE IF NOT EXISTS sendspec_event (
  id bigserial PRIMARY KEY,
  run text NOT NULL REFERENCES sendspec_run,
  worker text NOT NULL,
  at timestamptz NOT NULL DEFAULT clock_timestamp(),
  type text NOT NULL,
  detail text NOT NULL
);
`;

/**
 * Whether all of it is there. CREATE … IF NOT EXISTS and ALTER wait for whoever writes to the table even where they have nothing
 * to do, and everybody else waits behind them: a worker that starts while a million deliveries are planned would stop all others.
 */
export const isWhole = `
SELECT count(*) = 5 AND bool_or(c.relname = 'sendspec_run' AND EXISTS (
  SELECT FROM pg_attribute WHERE attrelid = c.oid AND attname = 'up_to' AND NOT attisdropped)) AS whole
FROM pg_class c
WHERE c.oid IN (SELECT to_regclass(name)::oid FROM unnest(ARRAY[
  'sendspec_run', 'sendspec_delivery', 'sendspec_rate', 'sendspec_upload', 'sendspec_event']) name)`;
