//! Marks on words that leave us and come back, such as the name of a picture: whoever brings
//! them back can have changed nothing.
//!
//! Invariant: the keys come out of the data keys and of what the mark is for. So all replicas
//! have the same, a restart changes nothing, and a mark for one purpose is worth nothing for
//! another. While a data key is being changed, marks made with the old one still count.

use anyhow::Context as _;
use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use hmac::{Hmac, KeyInit, Mac};
use secrecy::{ExposeSecret, SecretString};
use sha2::Sha256;

/// Bytes of a mark.
const MARK: usize = 32;

/// Makes marks for one purpose, and knows them again.
#[derive(Clone)]
pub struct Signer {
    first: Hmac<Sha256>,
    all: Vec<Hmac<Sha256>>,
}

impl Signer {
    /// `data_keys` as they are set: in Base64, comma-separated, the one in force first.
    pub fn new(data_keys: &SecretString, purpose: &str) -> anyhow::Result<Self> {
        let keys = data_keys.expose_secret().split(',').map(|key| derived(key.trim(), purpose));
        let all = keys.collect::<anyhow::Result<Vec<_>>>()?;
        let first = all.first().context("there is no data key")?.clone();
        Ok(Self { first, all })
    }

    /// The words and our mark on them, in letters that an address may hold.
    pub fn sign(&self, words: &str) -> String {
        let mut signed = mark(&self.first, words.as_bytes()).finalize().into_bytes().to_vec();
        signed.extend(words.as_bytes());
        URL_SAFE_NO_PAD.encode(signed)
    }

    /// The words, if the mark on them is ours.
    pub fn read(&self, signed: &str) -> Option<String> {
        let signed = URL_SAFE_NO_PAD.decode(signed).ok()?;
        let (given, words) = signed.split_at_checked(MARK)?;
        let ours = self.all.iter().any(|key| mark(key, words).verify_slice(given).is_ok());
        ours.then(|| String::from_utf8(words.to_vec()).ok()).flatten()
    }
}

impl std::fmt::Debug for Signer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Signer")
    }
}

fn derived(key: &str, purpose: &str) -> anyhow::Result<Hmac<Sha256>> {
    let key = STANDARD.decode(key).ok().filter(|key| !key.is_empty());
    let key = key.context("ASA_DATA_KEY does not read as Base64")?;
    let key = mark(&keyed(&key), format!("asa sign {purpose}").as_bytes()).finalize();
    Ok(keyed(&key.into_bytes()))
}

fn mark(key: &Hmac<Sha256>, words: &[u8]) -> Hmac<Sha256> {
    let mut mac = key.clone();
    mac.update(words);
    mac
}

#[expect(clippy::expect_used, reason = "HMAC takes a key of any length")]
fn keyed(key: &[u8]) -> Hmac<Sha256> {
    Hmac::new_from_slice(key).expect("HMAC takes a key of any length")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keys(bytes: &[u8]) -> SecretString {
        let keys: Vec<String> = bytes.iter().map(|byte| STANDARD.encode([*byte; 32])).collect();
        keys.join(",").into()
    }

    fn signer(bytes: &[u8]) -> Signer {
        Signer::new(&keys(bytes), "a test").unwrap()
    }

    #[test]
    fn words_come_back_as_they_went() {
        for words in ["", "https://line.me/R/", "คำเชิญ 7Q"] {
            let signed = signer(&[1]).sign(words);
            assert!(signed.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_".contains(&b)));
            assert_eq!(signer(&[1]).read(&signed).as_deref(), Some(words));
        }
    }

    #[test]
    fn nothing_can_be_changed() {
        let good = signer(&[1]).sign("คำเชิญ");
        for at in 0..good.len() {
            let other = if good.as_bytes()[at] == b'A' { "B" } else { "A" };
            let changed = format!("{}{other}{}", &good[..at], &good[at + 1..]);
            assert_eq!(signer(&[1]).read(&changed), None, "{at}");
        }
        for bad in ["", "A", "****", &good[1..], &good[..good.len() - 1], &format!("{good}A")] {
            assert_eq!(signer(&[1]).read(bad), None, "{bad}");
        }
    }

    #[test]
    fn while_a_key_is_being_changed_both_count_and_the_first_signs() {
        let before = signer(&[1]).sign("ก");
        assert_eq!(signer(&[2, 1]).read(&before).as_deref(), Some("ก"));
        assert_eq!(signer(&[2]).read(&signer(&[2, 1]).sign("ก")).as_deref(), Some("ก"));
        assert_eq!(signer(&[2]).read(&before), None);
    }

    #[test]
    fn a_mark_is_good_for_its_purpose_only() {
        let other = Signer::new(&keys(&[1]), "another test").unwrap();
        assert_eq!(other.read(&signer(&[1]).sign("ก")), None);
    }

    #[test]
    fn a_key_that_does_not_read_is_not_quoted() {
        for bad in ["", "swordfish!", "swordfish!,AAAA"] {
            let error = Signer::new(&bad.into(), "a test").unwrap_err().to_string();
            assert!(error.contains("ASA_DATA_KEY") && !error.contains("swordfish"), "{error}");
        }
        assert_eq!(format!("{:?}", signer(&[1])), "Signer");
    }
}
