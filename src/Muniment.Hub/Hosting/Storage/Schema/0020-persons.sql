-- sphere: 0 main, 1 law enforcement, 2 sandbox.

-- A snapshot that a link run made; its files are in the hub's folder, under its id.
CREATE TABLE snapshot (
  id TEXT PRIMARY KEY,
  sphere BIGINT NOT NULL,
  begun_at BIGINT NOT NULL, -- what was decided until then is in it
  linked_at BIGINT NOT NULL,
  linked_by TEXT NOT NULL,
  previous_id TEXT,
  records BIGINT NOT NULL,
  persons BIGINT NOT NULL,
  removed_at BIGINT -- its files are gone
);

-- Which snapshot is shown: the last row of each kind.
CREATE TABLE publication (
  number {identity},
  sphere BIGINT NOT NULL,
  snapshot_id TEXT NOT NULL REFERENCES snapshot (id),
  published_at BIGINT NOT NULL,
  published_by TEXT NOT NULL,
  reason TEXT NOT NULL
);

-- What stewards decided about links. One act is one or several decisions on pairs of records.
CREATE TABLE link_act (
  id TEXT PRIMARY KEY,
  sphere BIGINT NOT NULL,
  kind TEXT NOT NULL, -- same, different, split
  persons TEXT NOT NULL, -- JSON: the persons it was about when it was proposed
  reason TEXT NOT NULL,
  state TEXT NOT NULL, -- proposed, in_force, refused, withdrawal_proposed, withdrawn
  changes_persons BIGINT NOT NULL, -- it takes a second person
  proposed_by TEXT NOT NULL,
  proposed_at BIGINT NOT NULL,
  finding_id TEXT
);

CREATE TABLE link_decision (
  act_id TEXT NOT NULL REFERENCES link_act (id),
  number BIGINT NOT NULL,
  verdict TEXT NOT NULL, -- same, different
  left_source TEXT NOT NULL,
  left_record TEXT NOT NULL,
  right_source TEXT NOT NULL,
  right_record TEXT NOT NULL,
  PRIMARY KEY (act_id, number)
);

-- Everything that ever happened to an act.
CREATE TABLE link_history (
  act_id TEXT NOT NULL REFERENCES link_act (id),
  number BIGINT NOT NULL,
  at BIGINT NOT NULL,
  by_account TEXT NOT NULL,
  event TEXT NOT NULL, -- proposed, confirmed, refused, withdrawal_proposed, withdrawal_refused, withdrawn
  reason TEXT NOT NULL,
  PRIMARY KEY (act_id, number)
);

-- Persons whose records contradict each other, as the published snapshots found them. Kept from one to the next by the records.
CREATE TABLE merged_finding (
  id TEXT PRIMARY KEY,
  sphere BIGINT NOT NULL,
  records_hash TEXT NOT NULL,
  person_id TEXT NOT NULL,
  score DOUBLE PRECISION NOT NULL,
  harm DOUBLE PRECISION NOT NULL,
  reason TEXT NOT NULL, -- names records
  proposed_split TEXT NOT NULL, -- JSON: [[["source", "record"], …], …]
  state TEXT NOT NULL, -- open, split_proposed, split, refused, gone
  found_at BIGINT NOT NULL,
  snapshot_id TEXT NOT NULL,
  decided_by TEXT,
  decided_at BIGINT,
  decided_reason TEXT
);
CREATE UNIQUE INDEX merged_finding_records ON merged_finding (sphere, records_hash);
CREATE INDEX merged_finding_open ON merged_finding (state, harm);
CREATE INDEX merged_finding_person ON merged_finding (person_id);

-- What somebody looks a person up for.
CREATE TABLE casework (
  id TEXT PRIMARY KEY,
  subject TEXT NOT NULL,
  purpose TEXT NOT NULL,
  opened_by TEXT NOT NULL,
  opened_at BIGINT NOT NULL,
  assigned_to TEXT,
  assigned_at BIGINT,
  closed_by TEXT,
  closed_at BIGINT,
  outcome TEXT
);

-- A person as one viewer knows her in one case: nobody else can use the alias.
CREATE TABLE person_alias (
  alias TEXT PRIMARY KEY,
  account_id TEXT NOT NULL,
  case_id TEXT NOT NULL REFERENCES casework (id),
  sphere BIGINT NOT NULL,
  person_id TEXT NOT NULL,
  made_at BIGINT NOT NULL
);

-- Every look at a person's records, before it was answered.
CREATE TABLE footprint_view (
  id TEXT PRIMARY KEY,
  at BIGINT NOT NULL,
  day BIGINT NOT NULL, -- in London, yyyymmdd
  account_id TEXT NOT NULL,
  case_id TEXT NOT NULL REFERENCES casework (id),
  purpose TEXT NOT NULL,
  kind TEXT NOT NULL, -- search, person
  asked TEXT NOT NULL, -- JSON: names of the fields asked, no values
  persons TEXT NOT NULL, -- JSON: ids of the persons shown
  sources TEXT NOT NULL -- JSON: the sources that were asked
);
CREATE INDEX footprint_view_of_day ON footprint_view (account_id, day);
