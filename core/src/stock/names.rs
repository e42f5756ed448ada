//! Names that flows, commands and standing jobs have to agree on.

/// Series that numbers are taken from.
pub mod series {
    /// Of records, and of the transfers they open: ส-0526.
    pub const RECORDS: &str = "stock";
}

/// Views that somebody is told by because time has passed.
pub mod views {
    /// To those who keep the receiver's book, and those above them: a transfer waits. About its
    /// number.
    pub const TRANSFER_OPEN: &str = "transfer_open";
}
