//! Names that flows, commands and standing jobs have to agree on.

/// Series that numbers are taken from: of roles, of added units, of invitations, and of what
/// officers and the operator do (a decision, a suspension, a closing).
pub mod series {
    pub const ROLES: &str = "role";
    pub const UNITS: &str = "unit";
    pub const INVITATIONS: &str = "invitation";
    pub const ACTS: &str = "act";
}

/// Views that somebody else is told by; all are about a role, or about nothing.
pub mod views {
    /// To the applicant: approved or refused.
    pub const DECIDED: &str = "decided";
    /// To the person of a role: suspended, active again, with another seat.
    pub const ROLE_CHANGED: &str = "role_changed";
    /// To those who decide: there is somebody new.
    pub const QUEUE_GREW: &str = "queue_grew";
}
