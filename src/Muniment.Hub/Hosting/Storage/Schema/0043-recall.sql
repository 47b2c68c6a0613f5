-- Something that was disclosed about a person was wrong: whoever received it is told.
CREATE TABLE recall (
  id TEXT PRIMARY KEY,
  person TEXT NOT NULL,
  fields TEXT NOT NULL, -- JSON; empty: all
  cause TEXT NOT NULL, -- rectified, split, restricted, erased
  reason TEXT NOT NULL, -- for this body alone
  made_by TEXT NOT NULL,
  made_at BIGINT NOT NULL
);
CREATE INDEX recall_of_person ON recall (person);

-- One past disclosure that a recall is about.
CREATE TABLE recall_notice (
  recall TEXT NOT NULL REFERENCES recall (id),
  check_id TEXT NOT NULL,
  partner TEXT NOT NULL,
  agreement TEXT NOT NULL,
  agreement_version BIGINT NOT NULL,
  fields TEXT NOT NULL, -- JSON: what of that disclosure is affected
  told_at BIGINT, -- when the partner first fetched it
  answer TEXT, -- corrected, deleted, not-held, used
  answered_at BIGINT,
  PRIMARY KEY (recall, check_id)
);
CREATE INDEX recall_notice_of_partner ON recall_notice (partner, recall);
