//! ผู้ดูแลระบบหน้ากาก: the officer of a district, a tambon or an end unit; the six fields of the
//! form for users of the mask system, in its order (R000-1).
//!
//! ```text
//! วิชัย | A7KQ-3MXZ
//! Asa  | คำเชิญเป็นผู้ดูแลระบบหน้ากากของ อ.พังโคน จ.สกลนคร ใช้ได้ถึง …
//! Asa  | ชื่อ-สกุล → เลขประจำตัวประชาชน → สังกัด → ตำแหน่ง → อีเมล → เบอร์โทร
//! Asa  | ▤ ตรวจก่อนส่ง  [ยืนยัน]
//! Asa  | ส่งให้จังหวัดสกลนครตรวจแล้วค่ะ เลขที่ ท-0007 จะแจ้งผลในแชตนี้
//! ```

use super::agency::Agency;
use super::begin::{already, begin};
use super::saving::{self, Words};
use crate::areas::Level;
use crate::conversation::readers::{Document, Email, Name, NationalNumber, OneLine, Phone, Place};
use crate::conversation::{By, Leads, REVIEW, Saving, Shelf, Step, Table, Terms, Turn};
use crate::people::names::series;
use crate::people::unit_at::UnitAt;
use crate::people::{Form, Post, RoleKind};
use crate::thai::FullName;

const NAME: &str = "caretaker";
const WORDS: Words = Words { waits: "caretaker.receipt", welcome: "joining.officer_welcome" };

#[derive(Debug, Default)]
pub struct Draft {
    post: Option<Post>,
    name: FullName,
    identity: Document,
    affiliation: String,
    position: String,
    email: String,
    phone: String,
}

pub static FLOW: Table<Draft> = Table {
    name: NAME,
    terms: Terms { shelf: Shelf::Nowhere, needs: None, consent: true, series: series::ROLES },
    begins: |stage| begin(stage, NAME),
    steps: &[
        Step {
            name: "unit",
            reads: &By(
                UnitAt {
                    place: Place { finest: Level::Tambon, coarsest: Level::District },
                    near: |_| Vec::new(),
                    allows: |at, unit| {
                        already(at.stage, RoleKind::Officer, unit).map_or(Ok(()), Err)
                    },
                },
                |draft: &mut Draft, post| draft.post = Some(post),
            ),
            leads: Leads::To("name"),
            skippable: false,
        },
        Step {
            name: "name",
            reads: &By(Name, |draft: &mut Draft, name| draft.name = name),
            leads: Leads::To("identity"),
            skippable: false,
        },
        Step {
            name: "identity",
            reads: &By(NationalNumber, |draft: &mut Draft, identity| draft.identity = identity),
            leads: Leads::To("affiliation"),
            skippable: false,
        },
        Step {
            name: "affiliation",
            reads: &By(
                Agency(|draft: &Draft| draft.post.as_ref()),
                |draft: &mut Draft, affiliation| draft.affiliation = affiliation.name,
            ),
            leads: Leads::To("position"),
            skippable: false,
        },
        Step {
            name: "position",
            reads: &By(OneLine(100), |draft: &mut Draft, position| draft.position = position),
            leads: Leads::To("email"),
            skippable: false,
        },
        Step {
            name: "email",
            reads: &By(Email, |draft: &mut Draft, email| draft.email = email),
            leads: Leads::To("phone"),
            skippable: false,
        },
        Step {
            name: "phone",
            reads: &By(Phone, |draft: &mut Draft, phone| draft.phone = phone),
            leads: Leads::To(REVIEW),
            skippable: false,
        },
    ],
    stands: |draft, stage| saving::stands(RoleKind::Officer, draft.post.as_ref(), stage),
    saves,
    undoes: |_, saved| saving::undoes(saved),
    ..Table::PLAIN
};

fn saves(draft: &Draft, saving: &Saving<'_>) -> Turn {
    let form = Form::Caretaker {
        name: draft.name.clone(),
        identity: draft.identity.clone(),
        affiliation: draft.affiliation.clone(),
        position: draft.position.clone(),
        email: draft.email.clone(),
        phone: draft.phone.clone(),
    };
    saving::saves(RoleKind::Officer, draft.post.as_ref(), form, WORDS, saving)
}
