-- Decision tools: each version as the file it was published as (docs/formats/tool.md).
CREATE TABLE tool_version (
  tool TEXT NOT NULL,
  version BIGINT NOT NULL,
  sha256 TEXT NOT NULL,
  yaml TEXT NOT NULL,
  published_at BIGINT NOT NULL,
  PRIMARY KEY (tool, version)
);

-- Assessments and reviews of cases made after the file; the latest counts.
CREATE TABLE tool_assessment (
  id TEXT PRIMARY KEY,
  tool TEXT NOT NULL,
  kind TEXT NOT NULL, -- equality, dpia, cases
  assessed_on TEXT NOT NULL,
  expires_on TEXT NOT NULL,
  link TEXT,
  made_by TEXT NOT NULL,
  made_at BIGINT NOT NULL
);

-- Every run, whatever it recommends: those who were not flagged count too.
CREATE TABLE tool_run (
  id TEXT PRIMARY KEY,
  tool TEXT NOT NULL,
  version BIGINT NOT NULL,
  case_id TEXT NOT NULL,
  person TEXT, -- none: erased
  made_at BIGINT NOT NULL,
  month TEXT NOT NULL, -- in London, YYYY-MM
  made_by TEXT NOT NULL,
  inputs TEXT NOT NULL, -- JSON: what each input counted as
  outputs TEXT NOT NULL, -- JSON: keys of what was recommended
  rows_held TEXT NOT NULL, -- JSON: keys of the rows
  flagged BIGINT NOT NULL,
  age_band TEXT NOT NULL,
  sex TEXT NOT NULL,
  nationality_group TEXT NOT NULL,
  ethnicity TEXT NOT NULL,
  entry TEXT NOT NULL,
  decided_at BIGINT,
  decided_by TEXT,
  decision TEXT, -- JSON: keys of what was decided
  reason TEXT,
  overridden BIGINT,
  contested_at BIGINT,
  wrong_at BIGINT,
  wrong_by TEXT,
  wrong_reason TEXT
);
CREATE INDEX tool_run_case ON tool_run (case_id);
CREATE INDEX tool_run_tool ON tool_run (tool, made_at);
CREATE INDEX tool_run_person ON tool_run (person) WHERE person IS NOT NULL;

-- Who opened the evidence of a run; nobody decides without.
CREATE TABLE tool_run_view (
  run TEXT NOT NULL REFERENCES tool_run (id),
  account_id TEXT NOT NULL,
  at BIGINT NOT NULL,
  PRIMARY KEY (run, account_id)
);

-- Messages to people, and whether they arrived. Address and text go when they are erased.
CREATE TABLE message (
  id TEXT PRIMARY KEY,
  case_id TEXT NOT NULL,
  person TEXT,
  channel TEXT NOT NULL, -- sms, email, letter
  template TEXT NOT NULL,
  made_at BIGINT NOT NULL,
  made_by TEXT NOT NULL,
  route TEXT NOT NULL, -- notify, outbox
  route_id TEXT,
  state TEXT NOT NULL, -- waiting, sending, sent, delivered, failed, returned
  state_at BIGINT NOT NULL,
  state_reason TEXT,
  replaces TEXT
);
CREATE INDEX message_case ON message (case_id);
CREATE INDEX message_open ON message (state) WHERE state IN ('waiting', 'sending', 'sent');
