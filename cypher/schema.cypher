// name: account_key
// Accounts are found by their id.
// mode: schema
CREATE CONSTRAINT account_key IF NOT EXISTS FOR (account:Account) REQUIRE account.id IS UNIQUE

// name: book_key
// There is one book.
// mode: schema
CREATE CONSTRAINT book_key IF NOT EXISTS FOR (book:Book) REQUIRE book.id IS UNIQUE

// name: migration_name
// A migration is applied once.
// mode: schema
CREATE CONSTRAINT migration_name IF NOT EXISTS FOR (migration:Migration) REQUIRE migration.name IS UNIQUE

// name: version_key
// One row of history a record and sequence.
// mode: schema
CREATE CONSTRAINT version_key IF NOT EXISTS FOR (version:Version) REQUIRE (version.record, version.sequence) IS UNIQUE

// name: version_record
// All rows of history of a record.
// mode: schema
CREATE INDEX version_record IF NOT EXISTS FOR (version:Version) ON (version.record)

// name: change_key
// One change a revision: what stands behind the lock.
// mode: schema
CREATE CONSTRAINT change_key IF NOT EXISTS FOR (change:Change) REQUIRE (change.account_id, change.revision) IS UNIQUE

// name: change_account
// All changes of an account.
// mode: schema
CREATE INDEX change_account IF NOT EXISTS FOR (change:Change) ON (change.account_id)

// name: external_id_key
// An id of another system names one record of a kind.
// mode: schema
CREATE CONSTRAINT external_id_key IF NOT EXISTS FOR (name:ExternalId) REQUIRE (name.system, name.kind, name.external_id) IS UNIQUE

