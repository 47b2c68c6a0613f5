-- Whose records an account's are: somebody saw that she is she.
CREATE TABLE account_person (
  account_id TEXT PRIMARY KEY,
  person TEXT NOT NULL,
  verified_by TEXT NOT NULL,
  verified_at BIGINT NOT NULL,
  how TEXT NOT NULL
);

-- Partners whose portals may ask for the people they have signed in.
CREATE TABLE usage_portal (
  partner TEXT PRIMARY KEY,
  added_by TEXT NOT NULL,
  added_at BIGINT NOT NULL
);

-- A person as one caller may name her in an address, for an hour. person NULL: nobody was found, which the caller is not told.
CREATE TABLE usage_alias (
  alias TEXT PRIMARY KEY,
  caller TEXT NOT NULL,
  person TEXT,
  made_at BIGINT NOT NULL,
  expires_at BIGINT NOT NULL
);

-- Entries that her own view leaves out because they may be somebody else's, and that a human has looked at.
CREATE TABLE usage_cleared (
  entry TEXT PRIMARY KEY,
  cleared_by TEXT NOT NULL,
  cleared_at BIGINT NOT NULL,
  reason TEXT NOT NULL
);

-- Checks that a person is told of only later: of one case of a partner under one agreement, on a named ground, by two people.
CREATE TABLE delayed_notice (
  id TEXT PRIMARY KEY,
  agreement TEXT NOT NULL,
  case_reference TEXT NOT NULL,
  ground TEXT NOT NULL,
  reason TEXT NOT NULL,
  until_at BIGINT NOT NULL,
  proposed_by TEXT NOT NULL,
  proposed_at BIGINT NOT NULL,
  confirmed_by TEXT,
  confirmed_at BIGINT,
  ended_by TEXT,
  ended_at BIGINT
);
CREATE INDEX delayed_notice_agreement ON delayed_notice (agreement);
