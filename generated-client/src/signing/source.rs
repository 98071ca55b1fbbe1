//! From text or a file to DER: strips PEM armour and every kind of noise that keys pick up on
//! their way through mails, editors and environment variables.
//!
//! Every buffer that may hold a private key is made large enough at once, because a growing buffer
//! leaves copies behind, and is wiped when dropped.

use std::fs::File;
use std::io::Read as _;
use std::path::Path;

use base64::Engine as _;
use base64::alphabet;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use zeroize::Zeroizing;

use super::der::{self, Kind, Wanted};
use super::error::KeyError;

/// No key file comes near this many bytes.
const MAX_FILE: usize = 64 * 1024;

/// Standard Base64; padding may be missing, because copying tends to lose it.
const BASE64: GeneralPurpose = GeneralPurpose::new(
    &alphabet::STANDARD,
    GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent),
);

const BEGIN: &str = "-----BEGIN ";
const END: &str = "-----END ";
const DASHES: &str = "-----";

/// One piece of input that may be a key.
pub(super) enum Block {
    /// DER, not yet looked at.
    Der(Zeroizing<Vec<u8>>),
    /// Known to be useless before its content is looked at.
    Refused(fn() -> KeyError),
}

/// The content of a key file.
pub(super) struct Content(Zeroizing<Vec<u8>>);

impl Content {
    pub(super) fn blocks(self) -> Result<Vec<Block>, KeyError> {
        match self.0.as_slice() {
            // A sequence of more than 127 bytes: no text begins so.
            [0x30, 0x80..=0xff, ..] => Ok(vec![Block::Der(self.0)]),
            [0xfe, 0xed, 0xfe, 0xed, ..] | [0xce, 0xce, 0xce, 0xce, ..] => Err(KeyError::KeyStore),
            bytes => text(std::str::from_utf8(bytes).map_err(|_| KeyError::NotAKey)?),
        }
    }
}

/// Reads a key file, refusing one that is too large to be one.
pub(super) fn file(path: &Path) -> Result<Content, KeyError> {
    let unreadable = |source| KeyError::Unreadable {
        path: path.to_owned(),
        source,
    };
    let file = File::open(path).map_err(unreadable)?;
    let mut bytes = Zeroizing::new(Vec::with_capacity(MAX_FILE + 64));
    file.take(MAX_FILE as u64 + 1)
        .read_to_end(&mut bytes)
        .map_err(unreadable)?;
    if bytes.len() > MAX_FILE {
        return Err(KeyError::NotAKey.in_file(path));
    }
    Ok(Content(bytes))
}

/// Reads PEM, or the bare Base64 of DER.
pub(super) fn text(text: &str) -> Result<Vec<Block>, KeyError> {
    if text.contains(BEGIN) {
        pem(text)
    } else {
        bare(text)
    }
}

/// Reads all blocks of PEM.
pub(super) fn pem(text: &str) -> Result<Vec<Block>, KeyError> {
    let text = clean(text)?;
    let mut blocks = Vec::new();
    let mut rest = text.as_str();
    while let Some((_, after)) = rest.split_once(BEGIN) {
        let (label, after) = after.split_once(DASHES).ok_or(KeyError::BrokenPem)?;
        let (body, after) = after.split_once(END).ok_or(KeyError::BrokenPem)?;
        let (end, after) = after.split_once(DASHES).ok_or(KeyError::BrokenPem)?;
        if label.trim() != end.trim() || body.contains(BEGIN) {
            return Err(KeyError::BrokenPem);
        }
        blocks.push(block(label.trim(), body)?);
        rest = after;
    }
    if blocks.is_empty() {
        return Err(foreign(&text).unwrap_or(KeyError::NotPem));
    }
    Ok(blocks)
}

/// Reads the bare Base64 of DER.
pub(super) fn bare(text: &str) -> Result<Vec<Block>, KeyError> {
    let text = clean(text)?;
    if let Some(error) = foreign(&text) {
        return Err(error);
    }
    Ok(vec![Block::Der(decode(&text)?)])
}

/// The DER of the one block that is what is wanted. If none is, the error of the most telling one.
pub(super) fn choose(blocks: &[Block], wanted: Wanted) -> Result<&[u8], KeyError> {
    let mut found = Vec::new();
    let mut errors = Vec::new();
    for block in blocks {
        match block {
            Block::Refused(error) => errors.push(error()),
            Block::Der(der) => match (der::kind(der), wanted) {
                (Kind::RsaPrivate(_), Wanted::Private) | (Kind::RsaPublic(_), Wanted::Public) => {
                    found.push(der.as_slice());
                }
                (kind, _) => errors.push(kind.unwanted(wanted)),
            },
        }
    }
    match *found.as_slice() {
        [der] => Ok(der),
        [] => Err(most_telling(errors)),
        _ => Err(KeyError::SeveralKeys { count: found.len() }),
    }
}

/// Of a certificate and an encrypted key in one file, it is the key that needs mending.
fn most_telling(errors: Vec<KeyError>) -> KeyError {
    let rank = |error: &KeyError| match error {
        KeyError::NotAKey => 2,
        KeyError::Certificate | KeyError::CertificateRequest => 1,
        _ => 0,
    };
    errors
        .into_iter()
        .min_by_key(rank)
        .unwrap_or(KeyError::NotAKey)
}

fn block(label: &str, body: &str) -> Result<Block, KeyError> {
    if label == "OPENSSH PRIVATE KEY" {
        return Ok(Block::Refused(|| KeyError::OpenSsh));
    }
    // Either the label says so, or a `Proc-Type: 4,ENCRYPTED` header; Base64 holds no comma.
    if label == "ENCRYPTED PRIVATE KEY" || body.contains(",ENCRYPTED") {
        return Ok(Block::Refused(|| KeyError::Encrypted));
    }
    decode(after_headers(body)).map(Block::Der)
}

/// Skips `Name: value` lines, which an empty line ends.
fn after_headers(body: &str) -> &str {
    match body.rsplit_once(':') {
        Some((_, rest)) => rest.split_once('\n').map_or("", |(_, base64)| base64),
        None => body,
    }
}

fn decode(text: &str) -> Result<Zeroizing<Vec<u8>>, KeyError> {
    let mut packed = Zeroizing::new(String::with_capacity(text.len()));
    packed.extend(text.chars().filter(|character| !character.is_whitespace()));
    let mut der = Zeroizing::new(vec![0; packed.len()]);
    let len = BASE64
        .decode_slice(packed.as_bytes(), &mut der)
        .map_err(|_| KeyError::NotBase64)?;
    der.truncate(len);
    Ok(der)
}

/// Drops byte order marks, zero-width spaces and quotation marks around the whole; turns literal
/// `\n`, `\r` and `\t` into white space.
fn clean(text: &str) -> Result<Zeroizing<String>, KeyError> {
    let invisible = |character: char| matches!(character, '\u{feff}' | '\u{200b}');
    let noise = |character: char| {
        character.is_whitespace() || invisible(character) || matches!(character, '"' | '\'')
    };
    let text = text.trim_matches(noise);
    let mut clean = Zeroizing::new(String::with_capacity(text.len()));
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        match (character, characters.peek()) {
            ('\\', Some('n' | 'r' | 't')) => {
                characters.next();
                clean.push('\n');
            }
            _ if invisible(character) => {}
            _ => clean.push(character),
        }
    }
    if clean.trim().is_empty() {
        return Err(KeyError::Empty);
    }
    Ok(clean)
}

/// Recognises text formats that hold keys, but not in PEM or DER.
fn foreign(text: &str) -> Option<KeyError> {
    // `b3BlbnNzaC1rZXktdjE` is the Base64 of `openssh-key-v1`.
    const SSH: [&str; 5] = [
        "ssh-",
        "ecdsa-sha2-",
        "---- BEGIN SSH2",
        "PuTTY-User-Key-File",
        "b3BlbnNzaC1rZXktdjE",
    ];
    // Base64 of the first bytes of Java's two own formats.
    const STORES: [&str; 2] = ["/u3+7Q", "zs7Ozg"];
    if SSH.iter().any(|start| text.starts_with(start)) {
        return Some(KeyError::OpenSsh);
    }
    STORES
        .iter()
        .any(|start| text.starts_with(start))
        .then_some(KeyError::KeyStore)
}
