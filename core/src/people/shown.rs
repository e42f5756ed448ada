//! How somebody's record is shown to an officer: who, what, where, since when. Numbers of cards
//! are masked where the form shows itself.

use std::time::Duration;

use super::record::Record;
use super::{Role, RoleState, Seat, reason};
use crate::conversation::{Language, Line, Voice};
use crate::moment::Moment;
use crate::thai::{DateStyle, english_date, thai_date};

const A_DAY: Duration = Duration::from_secs(24 * 3600);

impl Role {
    /// "อาสา", "ผู้ดูแลหลัก"
    pub fn called(&self, voice: &Voice<'_>) -> String {
        match self.seat.filter(|_| self.state == RoleState::Active) {
            Some(Seat::Primary) => voice.text("seat.primary"),
            Some(Seat::Deputy) => voice.text("seat.deputy"),
            None => voice.text(&format!("person.kind.{}", self.kind.as_str())),
        }
    }
}

impl RoleState {
    pub fn label(self, voice: &Voice<'_>) -> String {
        voice.text(&format!("person.state.{}", self.as_str()))
    }
}

impl Record {
    /// An officer made at the machine has no name yet.
    pub fn name(&self, voice: &Voice<'_>) -> String {
        match &self.form {
            Some(form) => form.name().to_string(),
            None => voice.text("person.unnamed"),
        }
    }

    /// "สมใจ ใจงาม · อาสา ทีมหมู่ 5"
    pub fn in_short(&self, voice: &Voice<'_>) -> String {
        let unit = self.role.unit.name(voice.language);
        format!("{} · {} {unit}", self.name(voice), self.role.called(voice))
    }

    /// The unit, and everything they told us.
    pub fn lines(&self, voice: &Voice<'_>) -> Vec<Line> {
        let unit = self.role.unit.full_name(voice.language);
        let told = self.form.iter().flat_map(|form| form.lines(voice));
        let told = told.map(|(text, value)| line(text, value));
        std::iter::once(line(voice.text("person.unit"), unit)).chain(told).collect()
    }

    pub fn role_line(&self, voice: &Voice<'_>) -> Line {
        line(voice.text("person.role"), self.role.called(voice))
    }

    /// "ถูกระงับ · เครื่องหาย"
    pub fn state_line(&self, voice: &Voice<'_>) -> Line {
        let state = self.role.state.label(voice);
        let why = self.why.as_deref().map(|why| reason::shown(voice, why));
        let value = std::iter::once(state).chain(why).collect::<Vec<_>>().join(" · ");
        line(voice.text("person.state.line"), value)
    }

    pub fn since_line(&self, voice: &Voice<'_>, now: Moment) -> Line {
        if self.role.state != RoleState::Waiting {
            let since = self.decided_at.unwrap_or(self.applied_at);
            return line(voice.text("person.since"), day(voice, since));
        }
        let mut value = day(voice, self.applied_at);
        let days = now.since(self.applied_at).as_secs() / A_DAY.as_secs();
        if days > 0 {
            let waited = voice.with("person.waited", &[("days", &days.to_string())]);
            value = format!("{value} · {waited}");
        }
        line(voice.text("person.applied"), value)
    }
}

fn line(text: String, value: String) -> Line {
    Line { value: Some(value), ..Line::text(text) }
}

/// "ศุกร์ 8 พ.ค. 63"
fn day(voice: &Voice<'_>, moment: Moment) -> String {
    match voice.language {
        Language::Thai => thai_date(moment.bangkok_date(), DateStyle::Short),
        Language::English => english_date(moment.bangkok_date(), DateStyle::Short),
    }
}
