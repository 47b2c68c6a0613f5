-- What the ledger holds, in order of commit. The leaf is public; salt and opening are what it commits to, and go when they are erased.
CREATE TABLE entry (
  seq {identity},
  id TEXT NOT NULL UNIQUE,
  kind TEXT NOT NULL,
  month TEXT NOT NULL,
  agreement TEXT,
  agreement_version BIGINT,
  subject TEXT,
  salt {blob},
  opening {blob},
  leaf {blob} NOT NULL,
  leaf_index BIGINT UNIQUE,
  made_at BIGINT NOT NULL,
  reveal_at BIGINT
);
CREATE INDEX entry_unnumbered ON entry (seq) WHERE leaf_index IS NULL;
CREATE INDEX entry_of_subject ON entry (subject) WHERE subject IS NOT NULL;
CREATE INDEX entry_of_month ON entry (month, agreement);

-- One writer numbers leaves. Whoever takes over counts the epoch up, so that the one before cannot go on.
CREATE TABLE ledger_state (
  id BIGINT PRIMARY KEY,
  epoch BIGINT NOT NULL,
  holder TEXT NOT NULL,
  lease_until BIGINT NOT NULL,
  size BIGINT NOT NULL,
  root {blob} NOT NULL,
  published_size BIGINT NOT NULL,
  published_at BIGINT NOT NULL,
  checkpoint TEXT
);

-- A token's id is accepted once, on any hub. Kept until well after it has expired.
CREATE TABLE used_token (
  partner TEXT NOT NULL,
  jti TEXT NOT NULL,
  expires_at BIGINT NOT NULL,
  PRIMARY KEY (partner, jti)
);
CREATE INDEX used_token_age ON used_token (expires_at);

CREATE TABLE partner_check (
  id TEXT PRIMARY KEY,
  partner TEXT NOT NULL,
  idempotency_key TEXT NOT NULL,
  request_sha256 {blob} NOT NULL,
  agreement TEXT NOT NULL,
  agreement_version BIGINT NOT NULL,
  made_at BIGINT NOT NULL,
  official TEXT NOT NULL,
  case_reference TEXT NOT NULL,
  outcome BIGINT NOT NULL,
  reason BIGINT NOT NULL,
  fields TEXT NOT NULL,
  person TEXT,
  probability DOUBLE PRECISION,
  agreeing TEXT NOT NULL,
  absent TEXT NOT NULL,
  entry TEXT NOT NULL,
  decided_at BIGINT,
  decided_by TEXT,
  decision TEXT,
  decision_reason TEXT,
  returned_at BIGINT,
  returned TEXT,
  UNIQUE (partner, idempotency_key)
);
CREATE INDEX partner_check_person ON partner_check (person) WHERE person IS NOT NULL;
CREATE INDEX partner_check_pending ON partner_check (made_at) WHERE outcome = 1;

-- How often an agreement was used: in a period (a day or a month in London), by all (subject '') or for one person.
CREATE TABLE cap_count (
  agreement TEXT NOT NULL,
  period TEXT NOT NULL,
  subject TEXT NOT NULL,
  n BIGINT NOT NULL,
  PRIMARY KEY (agreement, period, subject)
);

-- What protects a person beside her records: a contested field, an objection, an open merged-identity finding.
CREATE TABLE person_mark (
  person TEXT NOT NULL,
  kind TEXT NOT NULL,
  field TEXT NOT NULL,
  made_at BIGINT NOT NULL,
  made_by TEXT NOT NULL,
  reason TEXT NOT NULL,
  PRIMARY KEY (person, kind, field)
);
