//! What people tell us is sealed before it reaches the database and opened after it was read.
//! A sealed value says under which key, and opens in its own place only: not in another row.
//!
//! | file | what |
//! |---|---|
//! | [`columns`] | the list of what is sealed, and of what is made for looking it up |
//! | `key` | one key, and all that is made from it |
//!
//! Invariant: what bears no seal was written before there were any, and opens as itself.
//! Invariant: no value and no key is in an error or in `Debug`.

pub mod columns;
mod key;

use std::borrow::Cow;
use std::fmt;
use std::sync::Arc;

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use chacha20poly1305::aead::Generate as _;
use lz4_flex::{compress_prepend_size, decompress_size_prepended};

use crate::{Error, Result};
use columns::{AWAY, Place};
pub(crate) use key::HEAD_LENGTH;
use key::{KEY_BYTES, Key, head_of, no_randomness};

/// The keys of the setting `ASA_DATA_KEY`: the first seals, all open. Without any, what bears no
/// seal can still be read.
#[derive(Clone, Default)]
pub struct Vault(Arc<[Key]>);

impl fmt::Debug for Vault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Vault")
    }
}

/// A new key, as the setting takes it.
pub fn new_key() -> Result<String> {
    let key = <[u8; KEY_BYTES]>::try_generate().map_err(no_randomness)?;
    Ok(STANDARD.encode(key))
}

/// `s1.` and the name of its key, if this text bears a seal.
pub(crate) fn head_of_sealed(text: &str) -> Option<&str> {
    head_of(text.as_bytes())?;
    text.get(..HEAD_LENGTH)
}

impl Vault {
    /// From the setting; `None` unless it is 32 bytes in Base64, or several such, comma-separated.
    pub fn parse(setting: &str) -> Option<Self> {
        let key = |part: &str| {
            let secret = STANDARD.decode(part.trim()).ok()?;
            Some(Key::new(&secret.try_into().ok()?))
        };
        Some(Self(setting.split(',').map(key).collect::<Option<_>>()?))
    }

    fn first(&self) -> Result<&Key> {
        self.0.first().ok_or(Error::NoKey)
    }

    fn by_id(&self, id: &str) -> Result<&Key> {
        let found = self.0.iter().find(|key| key.id == id);
        found.ok_or_else(
            || if self.0.is_empty() { Error::NoKey } else { Error::OtherKey(id.into()) },
        )
    }

    /// The name of the key that seals.
    pub fn seals_under(&self) -> Result<&str> {
        Ok(&self.first()?.id)
    }

    /// Whether what is sealed under this key opens, and if not, why.
    pub fn has(&self, id: &str) -> Result<()> {
        self.by_id(id).map(|_| ())
    }

    pub fn seal(&self, place: &Place<'_>, text: &str) -> Result<String> {
        self.seal_as_text(place, &packed(text))
    }

    fn seal_as_text(&self, place: &Place<'_>, bytes: &[u8]) -> Result<String> {
        let key = self.first()?;
        let mut sealed = key.head();
        URL_SAFE_NO_PAD.encode_string(key.seal(place, &[], bytes)?, &mut sealed);
        Ok(sealed)
    }

    pub fn open(&self, place: &Place<'_>, stored: String) -> Result<String> {
        let Some((id, sealed)) = head_of(stored.as_bytes()) else { return Ok(stored) };
        let key = self.by_id(id)?;
        let sealed = URL_SAFE_NO_PAD.decode(sealed).map_err(|_| place.damaged())?;
        unpacked(key.open(place, &sealed)?).ok_or_else(|| place.damaged())
    }

    /// For what leaves us and comes back, such as the name of a picture in a link: opens only for
    /// the purpose it was sealed for. As long as what is in it is, and no shorter: what is too long
    /// for a link shall be so at once.
    pub fn seal_away(&self, purpose: &str, text: &str) -> Result<String> {
        self.seal_as_text(&AWAY.at(&[&purpose]), text.as_bytes())
    }

    pub fn open_again(&self, purpose: &str, sealed: &str) -> Result<String> {
        let place = AWAY.at(&[&purpose]);
        // Unlike in the database, nothing that bears no seal was ever ours.
        head_of_sealed(sealed).ok_or_else(|| place.damaged())?;
        self.open(&place, sealed.to_owned())
    }

    pub(crate) fn seal_bytes(&self, place: &Place<'_>, bytes: &[u8]) -> Result<Vec<u8>> {
        let key = self.first()?;
        key.seal(place, key.head().as_bytes(), bytes)
    }

    pub(crate) fn open_bytes(&self, place: &Place<'_>, stored: Vec<u8>) -> Result<Vec<u8>> {
        let Some((id, sealed)) = head_of(&stored) else { return Ok(stored) };
        self.by_id(id)?.open(place, sealed)
    }

    /// What a row with this text in this field is found by: the same text always gives the same.
    /// Texts that mean the same have to be made the same before.
    pub fn hash(&self, field: &str, text: &str) -> Result<String> {
        Ok(self.first()?.hash(field, text))
    }

    /// Under every key: while keys are changed, rows with any of these are looked for.
    pub fn hashes(&self, field: &str, text: &str) -> Result<Vec<String>> {
        self.first()?;
        Ok(self.0.iter().map(|key| key.hash(field, text)).collect())
    }
}

/// Messages and drafts say the same words over and over: small, they are soon written and soon
/// erased. Texts shorter than this gain nothing.
const WORTH_PACKING: usize = 1000;
/// No text begins with it.
const PACKED: u8 = 0xff;

fn packed(text: &str) -> Cow<'_, [u8]> {
    if text.len() < WORTH_PACKING {
        return text.as_bytes().into();
    }
    let mut packed = vec![PACKED];
    packed.append(&mut compress_prepend_size(text.as_bytes()));
    packed.into()
}

fn unpacked(bytes: Vec<u8>) -> Option<String> {
    let bytes = match bytes.split_first() {
        Some((&PACKED, packed)) => decompress_size_prepended(packed).ok()?,
        _ => bytes,
    };
    String::from_utf8(bytes).ok()
}

#[cfg(test)]
mod tests {
    use super::columns::{PHONE, STORY};
    use super::*;

    const STORY_TOLD: &str = "น้ำท่วมถึงเอว";

    fn vault(keys: &[u8]) -> Vault {
        let keys: Vec<String> = keys.iter().map(|n| STANDARD.encode([*n; KEY_BYTES])).collect();
        Vault::parse(&keys.join(",")).unwrap()
    }

    #[test]
    fn what_was_sealed_opens_in_its_own_place_only() {
        let (vault, place) = (vault(&[1]), STORY.at(&[&"feedback", &12]));
        let sealed = vault.seal(&place, STORY_TOLD).unwrap();
        assert!(!sealed.contains("น้ำ") && sealed.starts_with("s1."), "{sealed}");
        assert_eq!(vault.open(&place, sealed.clone()).unwrap(), STORY_TOLD);
        let elsewhere = [
            STORY.at(&[&"feedback", &13]),
            STORY.at(&[&"other", &12]),
            PHONE.at(&[&"feedback", &12]),
        ];
        for place in elsewhere {
            let refused = vault.open(&place, sealed.clone()).unwrap_err();
            assert!(matches!(refused, Error::Damaged(_)), "{refused}");
        }
    }

    #[test]
    fn bytes_are_sealed_like_words() {
        let (vault, place) = (vault(&[1]), STORY.at(&[&"a"]));
        let picture = vec![0xff; 5000];
        let sealed = vault.seal_bytes(&place, &picture).unwrap();
        assert!(sealed.starts_with(b"s1.") && !sealed.windows(9).any(|part| part == [0xff; 9]));
        assert_eq!(vault.open_bytes(&place, sealed.clone()).unwrap(), picture);
        assert!(vault.open_bytes(&STORY.at(&[&"b"]), sealed).is_err());
        assert_eq!(vault.open_bytes(&place, picture.clone()).unwrap(), picture, "not sealed");
    }

    #[test]
    fn long_texts_are_packed_and_come_out_whole() {
        let (vault, place) = (vault(&[1]), STORY.at(&[&"a"]));
        for length in [0, 1, WORTH_PACKING - 1, WORTH_PACKING, 5000] {
            let story: String = STORY_TOLD.chars().cycle().take(length).collect();
            let sealed = vault.seal(&place, &story).unwrap();
            assert!(length < WORTH_PACKING || sealed.len() < length / 2 + 100, "{length}");
            assert_eq!(vault.open(&place, sealed).unwrap(), story);
        }
        assert_eq!(unpacked(vec![PACKED, 9]), None);
    }

    #[test]
    fn the_same_words_are_never_sealed_alike() {
        let (vault, place) = (vault(&[1]), STORY.at(&[&"a"]));
        let [one, two] = [0, 0].map(|_| vault.seal(&place, STORY_TOLD).unwrap());
        assert_ne!(one, two);
    }

    #[test]
    fn one_changed_letter_and_it_does_not_open() {
        let (vault, place) = (vault(&[1]), STORY.at(&[&"a"]));
        let sealed = vault.seal(&place, STORY_TOLD).unwrap();
        for at in 12..sealed.len() {
            let other = if sealed.as_bytes()[at] == b'A' { "B" } else { "A" };
            let mut changed = sealed.clone();
            changed.replace_range(at..=at, other);
            assert!(vault.open(&place, changed).is_err(), "letter {at}");
        }
        for short in 12..sealed.len() {
            assert!(vault.open(&place, sealed[..short].to_owned()).is_err(), "{short} letters");
        }
    }

    #[test]
    fn the_first_key_seals_and_all_open() {
        let place = STORY.at(&[&"a"]);
        let sealed = vault(&[1]).seal(&place, STORY_TOLD).unwrap();
        let changing = vault(&[2, 1]);
        assert_eq!(changing.open(&place, sealed.clone()).unwrap(), STORY_TOLD);
        let anew = changing.seal(&place, STORY_TOLD).unwrap();
        assert_eq!(vault(&[2]).open(&place, anew).unwrap(), STORY_TOLD);
        let id = vault(&[1]).seals_under().unwrap().to_owned();
        let refused = vault(&[2]).open(&place, sealed).unwrap_err();
        assert_eq!(refused, Error::OtherKey(id.clone()));
        assert!(refused.to_string().contains(&id) && refused.to_string().contains("ASA_DATA_KEY"));
    }

    #[test]
    fn without_a_key_only_what_bears_no_seal_opens() {
        let (none, place) = (Vault::default(), STORY.at(&[&"a"]));
        let sealed = vault(&[1]).seal(&place, STORY_TOLD).unwrap();
        assert_eq!(none.open(&place, sealed), Err(Error::NoKey));
        assert_eq!(none.seal(&place, STORY_TOLD), Err(Error::NoKey));
        assert_eq!(none.hash("phone", "0800000000"), Err(Error::NoKey));
        for plain in [STORY_TOLD, "", "s1.", "s1.00000000", "s1.ABCDEF00.x", "h1.00000000.x"] {
            assert_eq!(none.open(&place, plain.into()).as_deref(), Ok(plain));
        }
    }

    #[test]
    fn a_hash_tells_texts_fields_and_keys_apart() {
        let (old, new) = (vault(&[1]), vault(&[2, 1]));
        let hash = old.hash("phone", "0800000000").unwrap();
        assert!(hash.starts_with("h1.") && hash.len() == 12 + 43, "{hash}");
        assert_eq!(old.hash("phone", "0800000000").unwrap(), hash);
        for (field, text) in
            [("phone", "0800000001"), ("name", "0800000000"), ("phone0", "800000000")]
        {
            assert_ne!(old.hash(field, text).unwrap(), hash);
        }
        let during = new.hashes("phone", "0800000000").unwrap();
        assert_eq!(during, [new.hash("phone", "0800000000").unwrap(), hash]);
    }

    /// Sealed by an earlier version: whatever changes, this has to open.
    #[test]
    fn what_was_sealed_long_ago_still_opens() {
        let long_ago = "s1.2303b977.c-yiPpx5lUBuByXrFkde_wFMk5U2eXzvK9BQzB7Vu32IpiW_jpEtOvLpwlxws\
                        uvqDsJ4G6xsjOiihsvxDeNFjyu6u5eChae9OicD5ES6uA";
        let place = STORY.at(&[&"feedback", &12]);
        assert_eq!(vault(&[1]).open(&place, long_ago.into()).as_deref(), Ok(STORY_TOLD));
        let hash = "h1.2303b977.BN3AYmY8TNNg6bNjSVpIlwR0YKtClywYtvepM3JGr2g";
        assert_eq!(vault(&[1]).hash("phone", "0800000000").unwrap(), hash);
    }

    #[test]
    fn a_key_is_32_bytes_and_is_never_shown() {
        let good = STANDARD.encode([7; KEY_BYTES]);
        assert!(Vault::parse(&format!("{good} , {good}")).is_some());
        for bad in ["", "c2hvcnQ=", "no!", &format!("{good},"), &STANDARD.encode([7; 31])] {
            assert!(Vault::parse(bad).is_none(), "{bad}");
        }
        assert_eq!(format!("{:?}", vault(&[7])), "Vault");
        let (one, two) = (new_key().unwrap(), new_key().unwrap());
        assert!(one != two && Vault::parse(&one).is_some());
    }
}
