//! ลงทะเบียนอาสา: somebody who counts, reports and helps in a tambon (R001-1).
//!
//! ```text
//! สมใจ | ลงทะเบียนอาสา
//! Asa  | จะช่วยงานที่ตำบลไหนคะ → ชื่อ → เบอร์โทร → สังกัด → เป็นอะไร → ดูแลหมู่ไหน
//! Asa  | ▤ ตรวจก่อนส่ง  [ยืนยัน]
//! Asa  | ส่งใบสมัครแล้วค่ะ เลขที่ ท-0007 ตำบลพังโคน จะตรวจ แล้วแจ้งผลในแชตนี้
//! ```

use super::agency::Agency;
use super::begin::{already, begin};
use super::saving::{self, Words};
use crate::areas::Level;
use crate::conversation::readers::{Choice, Name, Phone, Place, Villages};
use crate::conversation::{By, Leads, REVIEW, Saving, Shelf, Step, Table, Terms, Turn};
use crate::people::names::series;
use crate::people::unit_at::UnitAt;
use crate::people::{Form, Post, RoleKind};
use crate::thai::FullName;

const NAME: &str = "volunteer";
const TRADES: [&str; 8] =
    ["vhv", "kamnan", "headman", "assistant", "teacher", "official", "development_leader", "other"];
const WORDS: Words = Words { waits: "volunteer.receipt", welcome: "volunteer.welcome" };

#[derive(Debug, Default)]
pub struct Draft {
    post: Option<Post>,
    name: FullName,
    phone: String,
    agency: String,
    trade: String,
    villages: Vec<u8>,
}

pub static FLOW: Table<Draft> = Table {
    name: NAME,
    terms: Terms { shelf: Shelf::Main, needs: None, consent: true, series: series::ROLES },
    begins: |stage| begin(stage, NAME),
    steps: &[
        Step {
            name: "unit",
            reads: &By(
                UnitAt {
                    place: Place { finest: Level::Tambon, coarsest: Level::Tambon },
                    near: |_| Vec::new(),
                    allows: |at, unit| {
                        already(at.stage, RoleKind::Volunteer, unit).map_or(Ok(()), Err)
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
            leads: Leads::To("phone"),
            skippable: false,
        },
        Step {
            name: "phone",
            reads: &By(Phone, |draft: &mut Draft, phone| draft.phone = phone),
            leads: Leads::To("agency"),
            skippable: false,
        },
        Step {
            name: "agency",
            reads: &By(Agency(|draft: &Draft| draft.post.as_ref()), |draft: &mut Draft, agency| {
                draft.agency = agency.name;
            }),
            leads: Leads::To("trade"),
            skippable: false,
        },
        Step {
            name: "trade",
            reads: &By(Choice(&TRADES), |draft: &mut Draft, trade| draft.trade = trade),
            leads: Leads::To("villages"),
            skippable: false,
        },
        Step {
            name: "villages",
            reads: &By(Villages, |draft: &mut Draft, villages| draft.villages = villages),
            leads: Leads::To(REVIEW),
            skippable: true,
        },
    ],
    stands: |draft, stage| saving::stands(RoleKind::Volunteer, draft.post.as_ref(), stage),
    saves,
    undoes: |_, saved| saving::undoes(saved),
    ..Table::PLAIN
};

fn saves(draft: &Draft, saving: &Saving<'_>) -> Turn {
    let form = Form::Volunteer {
        name: draft.name.clone(),
        phone: draft.phone.clone(),
        agency: draft.agency.clone(),
        trade: draft.trade.clone(),
        villages: draft.villages.clone(),
    };
    saving::saves(RoleKind::Volunteer, draft.post.as_ref(), form, WORDS, saving)
}
