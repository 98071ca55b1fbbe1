//! Looks into a signature: with the public key, everyone can see what the private key was put under.
//!
//! This takes one power a key, and then each guess at the text costs no more than a hash of it.

use num_bigint::BigUint;
use sha2::{Digest as _, Sha512};

use crate::signing::{VerifyingKey, sha256};

/// What comes before the digest in PKCS#1 v1.5, by hash.
const DIGEST_INFOS: [(&str, &[u8], usize); 5] = [
    (
        "SHA-256",
        b"\x30\x31\x30\x0d\x06\x09\x60\x86\x48\x01\x65\x03\x04\x02\x01\x05\x00\x04\x20",
        32,
    ),
    (
        "SHA-1",
        b"\x30\x21\x30\x09\x06\x05\x2b\x0e\x03\x02\x1a\x05\x00\x04\x14",
        20,
    ),
    (
        "MD5",
        b"\x30\x20\x30\x0c\x06\x08\x2a\x86\x48\x86\xf7\x0d\x02\x05\x05\x00\x04\x10",
        16,
    ),
    (
        "SHA-512",
        b"\x30\x51\x30\x0d\x06\x09\x60\x86\x48\x01\x65\x03\x04\x02\x03\x05\x00\x04\x40",
        64,
    ),
    (
        "SHA-384",
        b"\x30\x41\x30\x0d\x06\x09\x60\x86\x48\x01\x65\x03\x04\x02\x02\x05\x00\x04\x30",
        48,
    ),
];

/// What a signature is, seen with the key that it was made with.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Opened {
    /// PKCS#1 v1.5, with this hash and this digest.
    Pkcs1(&'static str, Vec<u8>),
    /// PSS, with this hash.
    Pss(&'static str),
    /// The padding of PKCS#1 v1.5 around something that is no digest of a signature's.
    Bare(Vec<u8>),
}

/// Opens a signature. `None` where it was not made with this key, as far as can be told.
pub(super) fn open(key: &VerifyingKey, signature: &[u8], text: &[u8]) -> Option<Opened> {
    let (modulus, exponent) = key.numbers()?;
    let modulus = BigUint::from_bytes_be(modulus);
    let number = BigUint::from_bytes_be(signature);
    if signature.len() != key.signature_len() || number >= modulus {
        return None;
    }
    let opened = number.modpow(&BigUint::from_bytes_be(exponent), &modulus);
    let opened = opened.to_bytes_be();
    // Leading zeros are not written.
    let mut block = vec![0; signature.len() - opened.len()];
    block.extend(opened);
    pkcs1(&block).or_else(|| pss(&block, key.bits(), text))
}

fn pkcs1(block: &[u8]) -> Option<Opened> {
    let padded = block.strip_prefix(&[0, 1])?;
    let ones = padded.iter().take_while(|&&byte| byte == 0xff).count();
    let content = padded.get(ones..)?.strip_prefix(&[0])?;
    // The padding has at least so much; chance gives as much to nobody.
    if ones < 8 {
        return None;
    }
    let digest = DIGEST_INFOS.iter().find_map(|(hash, prefix, length)| {
        let digest = content.strip_prefix(*prefix)?;
        (digest.len() == *length).then(|| Opened::Pkcs1(hash, digest.to_vec()))
    });
    Some(digest.unwrap_or_else(|| Opened::Bare(content.to_vec())))
}

/// A hash by its function.
type Hash = fn(&[u8]) -> Vec<u8>;

/// PSS is told by the text: its salt makes any block look like one now and then.
fn pss(block: &[u8], bits: usize, text: &[u8]) -> Option<Opened> {
    let hashes: [(&'static str, Hash); 2] = [
        ("SHA-256", |bytes| sha256(bytes).to_vec()),
        ("SHA-512", |bytes| Sha512::digest(bytes).to_vec()),
    ];
    let holds = |hash: Hash| pss_holds(block, bits, hash, text).unwrap_or(false);
    let found = hashes.into_iter().find(|(_, hash)| holds(*hash));
    found.map(|(name, _)| Opened::Pss(name))
}

/// RFC 8017, 9.1.2, for a salt of any length.
fn pss_holds(block: &[u8], bits: usize, hash: Hash, text: &[u8]) -> Option<bool> {
    let digest = hash(text);
    // One bit less than the modulus has: a whole byte less where that makes one.
    let block = if bits % 8 == 1 {
        block.get(1..)?
    } else {
        block
    };
    let block = block.strip_suffix(&[0xbc])?;
    let (masked, inner) = block.split_at_checked(block.len().checked_sub(digest.len())?)?;
    let mask = (0_u32..).flat_map(|count| hash(&[inner, &count.to_be_bytes()].concat()));
    let mut data: Vec<u8> = masked.iter().zip(mask).map(|(a, b)| a ^ b).collect();
    let unused = (8 - (bits + 7) % 8) % 8;
    *data.first_mut()? &= 0xff >> unused;
    let zeros = data.iter().take_while(|&&byte| byte == 0).count();
    let salt = data.get(zeros..)?.strip_prefix(&[1])?;
    Some(hash(&[&[0; 8], digest.as_slice(), salt].concat()) == inner)
}
