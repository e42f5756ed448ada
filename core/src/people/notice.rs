pub const VERSION: u32 = 1;
pub fn hash() -> String {
    String::new()
}
