//! A small made-up ledger around อ.พังโคน.

use crate::stock::item::{Measure, Words};
use crate::stock::{Item, ItemId};

fn measure(th: &str, en: &str, size: Option<i64>) -> Measure {
    Measure { name: Words { th: th.into(), en: en.into() }, also: Vec::new(), size }
}

/// As they come.
pub(in crate::conversation) fn masks() -> Item {
    Item {
        id: ItemId(1),
        code: "surgical_mask".into(),
        name: Words {
            th: "หน้ากากอนามัย".into(), en: "Surgical masks".into()
        },
        measures: vec![
            measure("ชิ้น", "piece", Some(1)),
            measure("แพ็ค", "pack", Some(10)),
            measure("โหล", "dozen", Some(12)),
            measure("กล่อง", "box", Some(50)),
            measure("ลัง", "carton", None),
        ],
        is_open: true,
    }
}
