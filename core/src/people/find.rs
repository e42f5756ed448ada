//! ค้นหาคน: asks whom, and shows what is known of them. Nothing is saved, so nothing is reviewed.
//!
//! ```text
//! วิชัย | ค้นหาคน
//! Asa  | หาใครคะ …  วิชัย | สมใจ
//! Asa  | ▤ ข้อมูลผู้ใช้ …  [ระงับผู้ใช้]
//! ```

use super::whom::Whom;
use super::{Action, RoleId, person};
use crate::conversation::{By, Entry, Leads, REVIEW, Step, Table, Terms, Wanted};

pub static FLOW: Table<Option<RoleId>> = Table {
    name: "find",
    terms: Terms::officers(Action::SeePerson, ""),
    steps: &[Step {
        name: "role",
        reads: &By(Whom(person::may_see), |draft: &mut Option<RoleId>, role| *draft = Some(role)),
        leads: Leads::To(REVIEW),
        skippable: false,
    }],
    leads_on: Some(|draft, _| {
        let about = draft.as_ref()?.0.to_string();
        Some(Wanted { entry: Entry::View(&person::VIEW), about })
    }),
    ..Table::PLAIN
};
