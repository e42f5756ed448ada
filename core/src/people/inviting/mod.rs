//! Invitations: opened by officers, sent on as a code, a link or a QR, and redeemed by sending
//! the code.
//!
//! | file | what |
//! |---|---|
//! | [`invite`] | a new one |
//! | [`mine`] | those that still work, and taking one back |
//! | [`redeem`] | what sending a code leads to |
//!
//! Invariant: an officer's invitation to be an officer decides nothing: the level above still
//! approves. Only the operator's does, and an officer's to a volunteer.

pub mod invite;
pub mod mine;
pub mod redeem;

use crate::conversation::{Voice, readers};
use crate::people::record::Invitation;
use crate::people::{RoleKind, Unit};

use super::joining::flow_of;

/// "ผู้ดูแลระบบหน้ากาก"
fn role(voice: &Voice<'_>, kind: RoleKind, unit: &Unit) -> String {
    voice.text(&format!("{}.role", flow_of(kind, unit).name()))
}

/// What an invitation is to, and until when: the holes of a text about it.
fn told(voice: &Voice<'_>, key: &str, invitation: &Invitation) -> String {
    let role = role(voice, invitation.kind, &invitation.unit);
    let unit = invitation.unit.full_name(voice.language);
    let until = readers::moment(voice, invitation.expires_at);
    let left = invitation.uses.saturating_sub(invitation.used).to_string();
    let values = [("role", &*role), ("unit", &unit), ("until", &until)];
    let counted = [("left", &*left), ("code", &invitation.code)];
    voice.with(key, &[&values[..], &counted].concat())
}
