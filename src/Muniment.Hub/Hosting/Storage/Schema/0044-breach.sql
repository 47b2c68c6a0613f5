-- A breach of data protection: what it may have reached, and what was done about it. Times run from awareness.
CREATE TABLE breach (
  id TEXT PRIMARY KEY,
  what TEXT NOT NULL,
  aware_at BIGINT NOT NULL,
  officer TEXT NOT NULL, -- the account that alone may see who was affected
  scope TEXT NOT NULL, -- JSON
  made_by TEXT NOT NULL,
  made_at BIGINT NOT NULL
);

CREATE TABLE breach_act (
  breach TEXT NOT NULL REFERENCES breach (id),
  number BIGINT NOT NULL,
  at BIGINT NOT NULL,
  by_account TEXT NOT NULL,
  act TEXT NOT NULL, -- opened, scoped, list-read, assessed, reported, people-told, not-reportable, closed
  detail TEXT NOT NULL,
  PRIMARY KEY (breach, number)
);
