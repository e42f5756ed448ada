//! What people tell us is sealed from here on; what was written before is sealed by
//! `asa keys rotate`. Three things could not stay as they were:
//!
//! - `outbox.first_key`: the retry key a request was queued with. A replay gives it another one,
//!   and what its messages are sealed to must not change.
//! - `media.wanted_until`: for so long a draft needs the photo. The draft can no longer be asked.
//! - `media.sha256` goes: it told of a sealed picture whether it was a certain one.

use sea_orm_migration::prelude::*;

use crate::run;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

const UP: [&str; 5] = [
    "ALTER TABLE outbox ADD COLUMN first_key TEXT NOT NULL DEFAULT ''",
    "UPDATE outbox SET first_key = retry_key",
    "ALTER TABLE media ADD COLUMN wanted_until BIGINT",
    "UPDATE media SET wanted_until = (SELECT s.expires_at FROM sessions s \
     WHERE s.chat = media.chat AND s.person = media.person \
     AND s.body LIKE '%' || media.name || '%') WHERE claimed_by IS NULL AND erased_at IS NULL",
    "ALTER TABLE media DROP COLUMN sha256",
];

const DOWN: [&str; 3] = [
    "ALTER TABLE media ADD COLUMN sha256 TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE media DROP COLUMN wanted_until",
    "ALTER TABLE outbox DROP COLUMN first_key",
];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        run(manager, &UP).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        run(manager, &DOWN).await
    }
}
