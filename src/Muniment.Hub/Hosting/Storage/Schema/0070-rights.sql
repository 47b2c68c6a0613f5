-- Somebody who acts for a person: what was seen of the authority, how far it reaches, until when.
CREATE TABLE authority (
  id TEXT PRIMARY KEY,
  person TEXT NOT NULL,
  holder TEXT NOT NULL,
  capacity TEXT NOT NULL, -- adviser, representative, parent, attorney
  document TEXT NOT NULL, -- what was seen
  scope TEXT NOT NULL, -- see, act
  until_at BIGINT NOT NULL,
  made_by TEXT NOT NULL,
  made_at BIGINT NOT NULL,
  ended_by TEXT,
  ended_at BIGINT
);
CREATE INDEX authority_person ON authority (person);

-- The account is of somebody who acts for the person; none: it is her own.
ALTER TABLE account_person ADD COLUMN authority TEXT;
CREATE INDEX account_person_person ON account_person (person);

-- A code that opens an account for one person, once. The code itself is not kept.
CREATE TABLE activation (
  id TEXT PRIMARY KEY,
  hash TEXT NOT NULL UNIQUE,
  person TEXT NOT NULL,
  case_id TEXT NOT NULL,
  how TEXT NOT NULL, -- what was looked at to see that she is she
  given TEXT NOT NULL, -- hand, letter, demo
  authority TEXT,
  made_by TEXT NOT NULL,
  made_at BIGINT NOT NULL,
  expires_at BIGINT NOT NULL,
  ended_at BIGINT -- used, replaced or withdrawn
);
CREATE INDEX activation_person ON activation (person);

-- Where an account's codes by text go. Numbers are protected, and nobody of the staff sees them.
CREATE TABLE account_phone (
  account_id TEXT PRIMARY KEY,
  number TEXT, -- none until a code that went to it was entered
  pending_number TEXT,
  pending_password_hash TEXT
);

-- The last code sent by text: hash alone, for some minutes, once.
CREATE TABLE text_code (
  account_id TEXT PRIMARY KEY,
  hash TEXT NOT NULL,
  expires_at BIGINT NOT NULL,
  tries BIGINT NOT NULL
);

-- What of a record a human leaves out of the person's view, and under which exemption. field empty: the whole record.
CREATE TABLE redaction (
  id TEXT PRIMARY KEY,
  person TEXT NOT NULL,
  source_id TEXT NOT NULL,
  record_id TEXT NOT NULL,
  field TEXT NOT NULL,
  exemption TEXT NOT NULL,
  reason TEXT NOT NULL, -- for this body alone
  made_by TEXT NOT NULL,
  made_at BIGINT NOT NULL,
  confirmed_by TEXT, -- a second person; none: it does not count yet
  ended_by TEXT,
  ended_at BIGINT
);
CREATE INDEX redaction_person ON redaction (person);

-- A record whose links are weak, and that a human has looked at: it is hers.
CREATE TABLE record_cleared (
  person TEXT NOT NULL,
  source_id TEXT NOT NULL,
  record_id TEXT NOT NULL,
  cleared_by TEXT NOT NULL,
  cleared_at BIGINT NOT NULL,
  reason TEXT NOT NULL,
  PRIMARY KEY (person, source_id, record_id)
);

-- A request of a person's. Its id is that of a case of the staff's.
CREATE TABLE rights_case (
  id TEXT PRIMARY KEY,
  person TEXT NOT NULL,
  kind TEXT NOT NULL, -- not-me, wrong, object, complaint, copy, erase
  words TEXT NOT NULL, -- what she wrote
  fields TEXT NOT NULL, -- JSON: the fields it is about
  records TEXT NOT NULL, -- JSON: [["source", "record"], …]
  received_at BIGINT NOT NULL,
  received_by TEXT NOT NULL, -- the account that sent it
  state TEXT NOT NULL, -- open, refusal-proposed, upheld, partly, refused, withdrawn
  settled_at BIGINT -- nothing is left to do: what was wrong is set right, or nothing was
);
CREATE INDEX rights_case_person ON rights_case (person);
CREATE INDEX rights_case_open ON rights_case (received_at) WHERE settled_at IS NULL;

-- Everything that was ever done about it.
CREATE TABLE rights_act (
  case_id TEXT NOT NULL REFERENCES rights_case (id),
  number BIGINT NOT NULL,
  at BIGINT NOT NULL,
  by_account TEXT NOT NULL,
  act TEXT NOT NULL,
  words TEXT NOT NULL, -- told to her
  detail TEXT NOT NULL, -- what it is about, such as a recall's id or a field
  PRIMARY KEY (case_id, number)
);

-- How to reach a person safely: protected, kept apart, never in her record and never disclosed.
CREATE TABLE safe_contact (
  person TEXT PRIMARY KEY,
  contact TEXT NOT NULL,
  made_at BIGINT NOT NULL
);

-- What a person lets others see, by a code.
CREATE TABLE share_code (
  id TEXT PRIMARY KEY,
  person TEXT NOT NULL,
  account_id TEXT NOT NULL,
  fields TEXT NOT NULL, -- JSON
  purpose TEXT NOT NULL, -- in her own words, for herself
  made_at BIGINT NOT NULL,
  expires_at BIGINT NOT NULL,
  ended_at BIGINT
);
CREATE INDEX share_code_person ON share_code (person);

-- The hash of the code together with a birth date: neither alone opens anything, and a wrong one of either looks alike.
CREATE TABLE share_key (
  hash TEXT PRIMARY KEY,
  share TEXT NOT NULL REFERENCES share_code (id)
);

CREATE TABLE share_view (
  share TEXT NOT NULL REFERENCES share_code (id),
  number BIGINT NOT NULL,
  at BIGINT NOT NULL,
  viewer TEXT NOT NULL, -- who they said they were
  entry TEXT NOT NULL,
  PRIMARY KEY (share, number)
);
