-- The public register of sources. entry: docs/formats/source.md, the provider's name included.
CREATE TABLE source (
  id TEXT PRIMARY KEY,
  version BIGINT NOT NULL,
  entry TEXT NOT NULL,
  sphere BIGINT NOT NULL, -- which snapshot it is linked into: 0 main, 1 law enforcement, 2 sandbox
  registered_at BIGINT NOT NULL,
  ended_at BIGINT,
  ended_by TEXT,
  end_reason TEXT
);

-- Every version an entry has had.
CREATE TABLE source_version (
  source_id TEXT NOT NULL REFERENCES source (id),
  version BIGINT NOT NULL,
  entry TEXT NOT NULL,
  made_at BIGINT NOT NULL,
  made_by TEXT NOT NULL,
  PRIMARY KEY (source_id, version)
);

-- The one thing that may be withheld: a provider's name. Once for a source, never again.
CREATE TABLE provider_withholding (
  source_id TEXT PRIMARY KEY REFERENCES source (id),
  reason TEXT NOT NULL,
  owner TEXT NOT NULL,
  until BIGINT NOT NULL,
  proposed_by TEXT NOT NULL,
  proposed_at BIGINT NOT NULL,
  confirmed_by TEXT,
  confirmed_at BIGINT,
  published_by TEXT,
  published_at BIGINT
);

-- One run that read an extract. content: SHA-256 of the file the hub keeps, which holds only mapped columns, under standard names; the file's name.
CREATE TABLE source_load (
  id TEXT PRIMARY KEY,
  source_id TEXT NOT NULL REFERENCES source (id),
  entry_version BIGINT NOT NULL,
  content TEXT NOT NULL,
  delivered TEXT NOT NULL, -- SHA-256 of what was delivered, or "postgresql"
  as_of BIGINT NOT NULL, -- the instant retention counts from
  records BIGINT NOT NULL,
  rejects BIGINT NOT NULL,
  loaded_at BIGINT NOT NULL,
  loaded_by TEXT NOT NULL,
  replaced_at BIGINT,
  deleted_at BIGINT -- its file is gone; the counts stay
);
CREATE INDEX source_load_of_source ON source_load (source_id, loaded_at);

-- What was deleted, and why: the proof that it was.
CREATE TABLE erasure (
  id TEXT PRIMARY KEY,
  source_id TEXT NOT NULL,
  kind TEXT NOT NULL, -- retention, replaced, ended, person
  reason TEXT NOT NULL,
  cutoff BIGINT, -- retention: records of before this instant
  records BIGINT NOT NULL,
  decided_by TEXT NOT NULL,
  decided_at BIGINT NOT NULL,
  completed_at BIGINT, -- no file of the hub holds them any more
  proof TEXT NOT NULL -- JSON: each extract file before and after, by SHA-256 and number of records
);

-- Records that are gone: passed over in snapshots linked before. A record erased for a person stays here, so that no later load brings it back.
CREATE TABLE erased_record (
  source_id TEXT NOT NULL,
  record_id TEXT NOT NULL,
  erasure_id TEXT NOT NULL REFERENCES erasure (id),
  is_for_ever BIGINT NOT NULL,
  PRIMARY KEY (source_id, record_id)
);

-- How many records and how many people a source holds, as last counted: never the same number.
CREATE TABLE source_count (
  source_id TEXT PRIMARY KEY REFERENCES source (id),
  records BIGINT NOT NULL,
  people BIGINT NOT NULL,
  counted_at BIGINT NOT NULL
);
