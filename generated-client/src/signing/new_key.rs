//! A new private key as a file: PKCS#8 in PEM. For the command line; nothing else lets a private key out.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use zeroize::Zeroizing;

use super::{KeyError, SigningKey, backend, check_bits, der};

/// Characters on a line of PEM.
const PEM_LINE: usize = 64;
/// What PKCS#8 puts between its length and that of the key: version 0, and the algorithm `rsaEncryption`.
const VERSION_AND_ALGORITHM: [u8; 18] = [
    0x02, 0x01, 0x00, 0x30, 0x0d, 0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x01,
    0x05, 0x00,
];

/// Makes a new key, and the text of a file that holds it. No copy of the key is left behind in memory.
pub(crate) fn new_key(bits: usize) -> Result<(SigningKey, Zeroizing<String>), KeyError> {
    check_bits(bits)?;
    let made = backend::generate(bits)?;
    let key = SigningKey::from_der(&made)?;
    let pkcs8 = pkcs8(der::rsa_private(&made)?)?;
    Ok((key, pem(&pkcs8)))
}

fn pkcs8(pkcs1: &[u8]) -> Result<Zeroizing<Vec<u8>>, KeyError> {
    // Keys of these lengths need two bytes for each length.
    let length = |bytes: usize| u16::try_from(bytes).map(u16::to_be_bytes);
    let key = length(pkcs1.len()).map_err(|_| KeyError::Damaged)?;
    let all =
        length(VERSION_AND_ALGORITHM.len() + 4 + pkcs1.len()).map_err(|_| KeyError::Damaged)?;
    let mut der = Zeroizing::new(Vec::with_capacity(pkcs1.len() + 64));
    der.extend([0x30, 0x82]);
    der.extend(all);
    der.extend(VERSION_AND_ALGORITHM);
    der.extend([0x04, 0x82]);
    der.extend(key);
    der.extend(pkcs1);
    Ok(der)
}

fn pem(pkcs8: &[u8]) -> Zeroizing<String> {
    let mut base64 = Zeroizing::new(String::with_capacity(pkcs8.len() * 2));
    STANDARD.encode_string(pkcs8, &mut base64);
    let mut pem = Zeroizing::new(String::with_capacity(pkcs8.len() * 2 + 128));
    pem.push_str("-----BEGIN PRIVATE KEY-----\n");
    for (index, character) in base64.chars().enumerate() {
        if index > 0 && index % PEM_LINE == 0 {
            pem.push('\n');
        }
        pem.push(character);
    }
    pem.push_str("\n-----END PRIVATE KEY-----\n");
    pem
}

#[cfg(all(test, any(feature = "rsa", feature = "aws-lc-rs")))]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read_back_as_the_same_key() {
        let (key, pem) = new_key(2048).unwrap();
        let read = SigningKey::from_pem(&pem).unwrap();
        assert_eq!(read.public_key(), key.public_key());
        assert!(pem.lines().all(|line| line.len() <= 64));
        // Known to be PKCS#8 by its label's own reader, too: `PRIVATE KEY` holds nothing else.
        assert!(pem.starts_with("-----BEGIN PRIVATE KEY-----\nMII"));
        assert!(matches!(
            new_key(2047),
            Err(KeyError::TooShort { bits: 2047 })
        ));
    }
}
