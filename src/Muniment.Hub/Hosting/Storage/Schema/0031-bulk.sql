-- A list of people that a partner asks about at once. Its file lies in the hub's folder until the job ends.
CREATE TABLE bulk_job (
  id TEXT PRIMARY KEY,
  partner TEXT NOT NULL,
  kid TEXT NOT NULL,
  idempotency_key TEXT NOT NULL,
  request_sha256 {blob} NOT NULL,
  agreement TEXT NOT NULL,
  made_at BIGINT NOT NULL,
  official TEXT NOT NULL,
  case_reference TEXT NOT NULL,
  format TEXT NOT NULL,
  state TEXT NOT NULL,
  problem TEXT,
  holder TEXT,
  lease_until BIGINT NOT NULL DEFAULT 0,
  row_count BIGINT NOT NULL DEFAULT 0,
  done BIGINT NOT NULL DEFAULT 0,
  rejected BIGINT NOT NULL DEFAULT 0,
  began_at BIGINT,
  ended_at BIGINT,
  entry TEXT,
  UNIQUE (partner, idempotency_key)
);
CREATE INDEX bulk_job_open ON bulk_job (made_at) WHERE state IN ('waiting', 'running');

-- The rows that somebody was found for and that may leave: where they stand in the list, and what proves them by the ledger entry's root.
CREATE TABLE bulk_row (
  check_id TEXT PRIMARY KEY,
  job TEXT NOT NULL,
  row_number BIGINT NOT NULL,
  salt {blob} NOT NULL,
  content {blob} NOT NULL,
  proof {blob} NOT NULL
);
CREATE INDEX bulk_row_of_job ON bulk_row (job, row_number);

-- All rows, those of uninvolved people too, as numbers alone.
CREATE TABLE bulk_count (
  job TEXT NOT NULL,
  age_band TEXT NOT NULL,
  sex TEXT NOT NULL,
  nationality_group TEXT NOT NULL,
  score_band TEXT NOT NULL,
  n BIGINT NOT NULL,
  PRIMARY KEY (job, age_band, sex, nationality_group, score_band)
);
