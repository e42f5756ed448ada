pub mod limits;
pub mod signature;
