-- Accounts: who may sign in, and as what. Times are microseconds since 1970; yes and no are 1 and 0.
CREATE TABLE account (
  id TEXT PRIMARY KEY,
  sign_in_name TEXT NOT NULL,
  normalized_name TEXT NOT NULL UNIQUE,
  display_name TEXT NOT NULL,
  organisation TEXT, -- whom somebody from outside works for
  roles TEXT NOT NULL, -- names, separated by blanks
  password_hash TEXT, -- none until the invitation has been taken up
  security_stamp TEXT NOT NULL, -- a session made under another one is over
  version BIGINT NOT NULL,
  authenticator_key TEXT, -- protected
  two_factor BIGINT NOT NULL, -- 1: a code is asked for after the password
  code_step BIGINT NOT NULL, -- of the last code taken, so that none is taken twice
  made_at BIGINT NOT NULL,
  made_by TEXT NOT NULL, -- an account, or "console"
  closed_at BIGINT
);

CREATE TABLE account_recovery_code (
  account_id TEXT NOT NULL REFERENCES account (id),
  hash TEXT NOT NULL,
  PRIMARY KEY (account_id, hash)
);

CREATE TABLE account_passkey (
  credential_id TEXT PRIMARY KEY,
  account_id TEXT NOT NULL REFERENCES account (id),
  name TEXT NOT NULL,
  public_key {blob} NOT NULL,
  made_at BIGINT NOT NULL,
  sign_count BIGINT NOT NULL,
  transports TEXT NOT NULL,
  user_verified BIGINT NOT NULL,
  backup_eligible BIGINT NOT NULL,
  backed_up BIGINT NOT NULL,
  attestation {blob} NOT NULL,
  client_data {blob} NOT NULL
);
CREATE INDEX account_passkey_account ON account_passkey (account_id);

-- One row for each browser that is signed in. The browser holds the key, the table only its hash.
CREATE TABLE account_session (
  id TEXT PRIMARY KEY,
  account_id TEXT NOT NULL REFERENCES account (id),
  security_stamp TEXT NOT NULL,
  browser TEXT NOT NULL,
  made_at BIGINT NOT NULL,
  authenticated_at BIGINT NOT NULL,
  seen_at BIGINT NOT NULL
);
CREATE INDEX account_session_account ON account_session (account_id);

-- A code that lets somebody choose the password of an account, once.
CREATE TABLE account_invitation (
  hash TEXT PRIMARY KEY,
  account_id TEXT NOT NULL REFERENCES account (id),
  made_at BIGINT NOT NULL,
  expires_at BIGINT NOT NULL
);

-- Attempts to sign in, by the hash of the name that was given, whether or not there is such an account.
CREATE TABLE sign_in_attempt (
  name_hash TEXT PRIMARY KEY,
  failed BIGINT NOT NULL,
  first_at BIGINT NOT NULL,
  locked_until BIGINT NOT NULL
);

-- What was done to accounts and by whom. Only ever added to.
CREATE TABLE account_act (
  id {identity},
  at BIGINT NOT NULL,
  by_id TEXT NOT NULL,
  account_id TEXT NOT NULL,
  act TEXT NOT NULL,
  detail TEXT NOT NULL
);
CREATE INDEX account_act_account ON account_act (account_id);
