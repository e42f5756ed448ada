//! The seals, one after the other. That each fits the records it was set on was seen when the
//! books were read.

use asa_core::stock::chain;
use sea_orm::FromQueryResult;

use super::{Broken, Proof, Verdict};
use crate::Result;
use crate::sql::{all, one};
use crate::stock::seal::sealed_on;

const AT_ONCE: i64 = 100;

#[derive(FromQueryResult)]
struct SealRow {
    day: String,
    before: String,
    hash: String,
    books: i64,
}

#[derive(FromQueryResult)]
struct Stray {
    day: String,
}

pub(super) async fn prove(proof: &Proof<'_>, verdict: &mut Verdict) -> Result<Option<Broken>> {
    let sql = "SELECT day, before, hash, books FROM seals WHERE day > $1 ORDER BY day LIMIT $2";
    let (mut last, mut head) = (String::new(), chain::BEGINNING.to_owned());
    loop {
        let page: Vec<SealRow> = all(proof.tx, sql, [last.clone().into(), AT_ONCE.into()]).await?;
        let Some(end) = page.last() else { break };
        last.clone_from(&end.day);
        for seal in page {
            let sealed = sealed_on(proof.tx, &seal.day).await?;
            let books = sealed.iter().map(|one| (one.unit, one.place, one.head.as_str()));
            let hash = chain::seal(&head, &seal.day, books);
            let is_whole = seal.before == head && seal.hash == hash;
            if !is_whole || seal.books != i64::try_from(sealed.len()).unwrap_or(-1) {
                return Ok(Some(Broken::of_all(format!("the seal of {} is broken", seal.day))));
            }
            head = hash;
            verdict.seals += 1;
        }
    }
    let sql = "SELECT b.day FROM sealed_books b LEFT JOIN seals s ON s.day = b.day \
               WHERE s.day IS NULL ORDER BY b.day LIMIT 1";
    let stray: Option<Stray> = one(proof.tx, sql, []).await?;
    Ok(stray.map(|Stray { day }| Broken::of_all(format!("the seal of {day} is missing"))))
}
