-- Where an agreement officer says a partner takes what we send.
CREATE TABLE partner_endpoint (
  partner TEXT PRIMARY KEY REFERENCES partner (id),
  url TEXT NOT NULL,
  set_at BIGINT NOT NULL,
  set_by TEXT NOT NULL
);

-- Public halves of the keys that hubs sign with: hubs with folders of their own have keys of their own.
CREATE TABLE hub_key (
  kid TEXT PRIMARY KEY,
  jwk TEXT NOT NULL,
  added_at BIGINT NOT NULL
);

-- What was last sent about a person, as a hash: what has not changed is not sent again.
CREATE TABLE pushed (
  agreement TEXT NOT NULL,
  person TEXT NOT NULL,
  sha256 {blob} NOT NULL,
  check_id TEXT NOT NULL,
  PRIMARY KEY (agreement, person)
);

-- An answer on its way: waiting, delivered, stopped (the rules refused it before a try), given-up.
CREATE TABLE push_delivery (
  check_id TEXT PRIMARY KEY,
  agreement TEXT NOT NULL,
  state TEXT NOT NULL,
  attempts BIGINT NOT NULL DEFAULT 0,
  next_at BIGINT NOT NULL,
  last_answer TEXT,
  delivered_at BIGINT,
  receipt TEXT
);
CREATE INDEX push_delivery_due ON push_delivery (next_at) WHERE state = 'waiting';
CREATE INDEX push_delivery_agreement ON push_delivery (agreement, state);
CREATE INDEX partner_check_push ON partner_check (decision) WHERE direction = 2 AND decision IS NOT NULL;

-- The days on which an agreement's push was run: once a day, by one hub.
CREATE TABLE push_day (
  agreement TEXT NOT NULL,
  day TEXT NOT NULL,
  PRIMARY KEY (agreement, day)
);
