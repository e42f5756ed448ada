//! The rows of a table in the order of its key, some at a time: however many there are, and
//! whatever is written meanwhile.

use sea_orm::{ConnectionTrait, JsonValue, Value};

use crate::Result;
use crate::sql::all;

pub(crate) struct Pages {
    key: Vec<String>,
    first: String,
    next: String,
}

impl Pages {
    /// Of the rows that fit the condition `only`, what `select` names: the key among it.
    pub(crate) fn of(table: &str, key: Vec<String>, select: &str, only: &str, most: usize) -> Self {
        let order = key.join(", ");
        let holes: Vec<String> = (1..=key.len()).map(|n| format!("${n}")).collect();
        let after = format!("AND ({order}) > ({})", holes.join(", "));
        let page = |after: &str| {
            format!(
                "SELECT {select} FROM {table} WHERE ({only}) {after} ORDER BY {order} LIMIT {most}"
            )
        };
        Self { first: page(""), next: page(&after), key }
    }

    pub(crate) async fn after<C: ConnectionTrait>(
        &self,
        db: &C,
        last: Option<&JsonValue>,
    ) -> Result<Vec<JsonValue>> {
        match last {
            None => all(db, &self.first, []).await,
            Some(last) => {
                let key = self.key.iter().map(|column| value_of(&last[column]));
                all(db, &self.next, key).await
            }
        }
    }
}

fn value_of(json: &JsonValue) -> Value {
    match (json.as_i64(), json.as_str()) {
        (Some(number), _) => number.into(),
        (None, Some(text)) => text.into(),
        (None, None) => Option::<String>::None.into(),
    }
}
