-- Counts up with every change below, so that a hub knows whether the rules it holds are those in force.
CREATE TABLE exchange_revision (
  id BIGINT PRIMARY KEY,
  revision BIGINT NOT NULL
);
INSERT INTO exchange_revision (id, revision) VALUES (1, 0);

CREATE TABLE partner (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  added_at BIGINT NOT NULL
);

-- Public keys alone; kid is the RFC 7638 thumbprint, or what the partner calls it.
CREATE TABLE partner_key (
  kid TEXT PRIMARY KEY,
  partner TEXT NOT NULL REFERENCES partner (id),
  jwk TEXT NOT NULL,
  added_at BIGINT NOT NULL,
  added_by TEXT NOT NULL,
  revoked_at BIGINT,
  revoked_by TEXT,
  revoked_reason TEXT
);

-- The terms as the public register shows them and as they are enforced: one JSON text (docs/formats/agreement.md).
CREATE TABLE agreement_version (
  agreement TEXT NOT NULL,
  version BIGINT NOT NULL,
  partner TEXT NOT NULL REFERENCES partner (id),
  json TEXT NOT NULL,
  added_at BIGINT NOT NULL,
  PRIMARY KEY (agreement, version)
);

CREATE TABLE pause (
  id TEXT PRIMARY KEY,
  json TEXT NOT NULL,
  made_at BIGINT NOT NULL
);
