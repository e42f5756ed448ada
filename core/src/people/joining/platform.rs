//! แอดมินแพลตฟอร์ม: the officer of a province; the six fields of the platform's form for admins,
//! in its order (R001-2). A service that is one province's asks no one which.
//!
//! ```text
//! วรรณา | ลงทะเบียนผู้ดูแล → [แอดมินแพลตฟอร์ม]
//! Asa   | หน่วยงาน → ชื่อ-นามสกุล → ตำแหน่ง → เบอร์มือถือ → อีเมล → ไลน์
//! Asa   | ▤ ตรวจก่อนส่ง  [ยืนยัน]
//! ```

use serde_json::json;

use super::agency::Agency;
use super::begin::{already, begin};
use super::saving::{self, Words};
use crate::areas::{self, Level};
use crate::conversation::readers::{Email, LineContact, Mobile, Name, OneLine, Place};
use crate::conversation::{Begin, By, Given, Leads, REVIEW, Saving, Shelf, Stage, Step, Table};
use crate::conversation::{Terms, Turn};
use crate::people::names::series;
use crate::people::unit_at::UnitAt;
use crate::people::{Form, Post, RoleKind, Unit};
use crate::thai::FullName;

const NAME: &str = "platform";
const WORDS: Words = Words { waits: "platform.receipt", welcome: "joining.officer_welcome" };

#[derive(Debug, Default)]
pub struct Draft {
    post: Option<Post>,
    agency: String,
    name: FullName,
    position: String,
    phone: String,
    email: String,
    line: String,
}

pub static FLOW: Table<Draft> = Table {
    name: NAME,
    terms: Terms { shelf: Shelf::Nowhere, needs: None, consent: true, series: series::ROLES },
    begins,
    steps: &[
        Step {
            name: "unit",
            reads: &By(
                UnitAt {
                    place: Place { finest: Level::Province, coarsest: Level::Province },
                    near: |_| Vec::new(),
                    allows: |at, unit| {
                        already(at.stage, RoleKind::Officer, unit).map_or(Ok(()), Err)
                    },
                },
                |draft: &mut Draft, post| draft.post = Some(post),
            ),
            leads: Leads::To("agency"),
            skippable: false,
        },
        Step {
            name: "agency",
            reads: &By(Agency(|draft: &Draft| draft.post.as_ref()), |draft: &mut Draft, agency| {
                draft.agency = agency.name;
            }),
            leads: Leads::To("name"),
            skippable: false,
        },
        Step {
            name: "name",
            reads: &By(Name, |draft: &mut Draft, name| draft.name = name),
            leads: Leads::To("position"),
            skippable: false,
        },
        Step {
            name: "position",
            reads: &By(OneLine(100), |draft: &mut Draft, position| draft.position = position),
            leads: Leads::To("phone"),
            skippable: false,
        },
        Step {
            name: "phone",
            reads: &By(Mobile, |draft: &mut Draft, phone| draft.phone = phone),
            leads: Leads::To("email"),
            skippable: false,
        },
        Step {
            name: "email",
            reads: &By(Email, |draft: &mut Draft, email| draft.email = email),
            leads: Leads::To("line"),
            skippable: false,
        },
        Step {
            name: "line",
            reads: &By(
                LineContact(|draft: &Draft| Some(draft.phone.clone()).filter(|p| !p.is_empty())),
                |draft: &mut Draft, line| draft.line = line,
            ),
            leads: Leads::To(REVIEW),
            skippable: false,
        },
    ],
    stands: |draft, stage| saving::stands(RoleKind::Officer, draft.post.as_ref(), stage),
    saves,
    undoes: |_, saved| saving::undoes(saved),
    ..Table::PLAIN
};

fn begins(stage: &Stage<'_>) -> Begin {
    let home = stage.facts.home.and_then(|home| areas::get(home.at(Level::Province)?));
    let Some(office) = home.map(Unit::office).filter(|_| stage.about.is_empty()) else {
        return begin(stage, NAME);
    };
    match already(stage, RoleKind::Officer, &office) {
        Some(why) => Begin::No(why),
        None => Begin::With(vec![Given::fixed("unit", json!(Post::at(office.id)))]),
    }
}

fn saves(draft: &Draft, saving: &Saving<'_>) -> Turn {
    let form = Form::Platform {
        agency: draft.agency.clone(),
        name: draft.name.clone(),
        position: draft.position.clone(),
        phone: draft.phone.clone(),
        email: draft.email.clone(),
        line: draft.line.clone(),
    };
    saving::saves(RoleKind::Officer, draft.post.as_ref(), form, WORDS, saving)
}
