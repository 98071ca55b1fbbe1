//! The private half of a key: signs requests.

use std::fmt;
use std::path::Path;
use std::sync::Arc;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::der::{self, Wanted};
use super::error::{KeyError, SignError};
use super::verifying::VerifyingKey;
use super::{backend, check_bits, source};

/// The lengths of keys that every backend makes.
const MADE_BITS: [usize; 3] = [2048, 3072, 4096];

/// A merchant's RSA private key: signs requests.
///
/// Keys of 2048 to 4096 bits are accepted, as PKCS#8 or PKCS#1, in PEM, DER, or the bare Base64
/// that Java's `getEncoded()` is usually printed as. Text is read leniently: white space anywhere,
/// PEM on one line, lines of any length, a byte order mark, CRLF, literal `\n` as found in
/// environment variables, and quotation marks around the whole.
///
/// Cloning is cheap: clones share one key. The key's numbers are wiped from memory when the last
/// clone goes; neither [`Debug`](fmt::Debug) nor any error shows them.
///
/// # Examples
///
/// ```no_run
/// use wallet_client::{KeyError, SigningKey};
///
/// # fn main() -> Result<(), KeyError> {
/// let key = SigningKey::from_pem_file("merchant.pem")?;
/// // What the platform asks for: the public half, as Java prints it.
/// println!("{}", key.public_key().to_base64_der());
/// # Ok(())
/// # }
/// ```
#[derive(Clone)]
pub struct SigningKey {
    key: Arc<backend::PrivateKey>,
    public: VerifyingKey,
}

impl SigningKey {
    /// Reads a key from PEM text: PKCS#8 (usually labelled `PRIVATE KEY`) or PKCS#1 (`RSA PRIVATE KEY`).
    ///
    /// Text around the armour and blocks of other kinds, such as certificates, are passed over. What
    /// kind a block is, its content decides: an RSA private key is taken under any label, since
    /// armour gets put on by hand. Only `ENCRYPTED PRIVATE KEY` and `OPENSSH PRIVATE KEY` are refused
    /// by their labels.
    ///
    /// # Errors
    ///
    /// [`KeyError`] says what was found instead of one usable private key, and what to do.
    pub fn from_pem(pem: &str) -> Result<Self, KeyError> {
        Self::from_blocks(&source::pem(pem)?)
    }

    /// Reads a key from DER: PKCS#8 or PKCS#1.
    ///
    /// # Errors
    ///
    /// [`KeyError`] says what was found instead of a usable private key, and what to do.
    pub fn from_der(der: &[u8]) -> Result<Self, KeyError> {
        Self::from_pkcs1(der::rsa_private(der)?)
    }

    /// Reads a key from the bare Base64 of its DER, PKCS#8 or PKCS#1, with no `-----BEGIN` line.
    ///
    /// # Errors
    ///
    /// [`KeyError`] says what was found instead of a usable private key, and what to do.
    pub fn from_base64_der(base64: &str) -> Result<Self, KeyError> {
        Self::from_blocks(&source::bare(base64)?)
    }

    /// Reads a key from text that is either PEM or the bare Base64 of DER.
    ///
    /// # Errors
    ///
    /// [`KeyError`] says what was found instead of a usable private key, and what to do.
    pub fn parse(text: &str) -> Result<Self, KeyError> {
        Self::from_blocks(&source::text(text)?)
    }

    /// Reads a key from a file that holds PEM, the bare Base64 of DER, or DER itself.
    ///
    /// # Errors
    ///
    /// [`KeyError::Unreadable`] if the file cannot be read, [`KeyError::InFile`] if it holds no
    /// usable private key. Both name the path and never the content.
    pub fn from_pem_file(path: impl AsRef<Path>) -> Result<Self, KeyError> {
        let path = path.as_ref();
        source::file(path)?
            .blocks()
            .and_then(|blocks| Self::from_blocks(&blocks))
            .map_err(|error| error.in_file(path))
    }

    /// Makes a new key of 2048, 3072 or 4096 bits, from the system's random numbers.
    ///
    /// Meant for tests and for demonstrations against the sandbox: it takes up to seconds, and a
    /// merchant's real key is better made where it will live, for example by
    /// `openssl genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:2048`.
    ///
    /// # Errors
    ///
    /// [`KeyError::TooShort`], [`KeyError::TooLong`] or [`KeyError::UnusualLength`] for other lengths;
    /// [`KeyError::Randomness`] if the system has no random numbers.
    pub fn generate(bits: usize) -> Result<Self, KeyError> {
        check_bits(bits)?;
        if !MADE_BITS.contains(&bits) {
            return Err(KeyError::UnusualLength { bits });
        }
        Self::from_der(&backend::generate(bits)?)
    }

    /// Signs `message`; gives the signature in standard Base64 with padding.
    ///
    /// Takes milliseconds of processor time: a [`Client`](crate::Client) does it off the threads
    /// that serve other calls. The private-key operation is blinded against timing attacks; the
    /// signature of a message is always the same.
    ///
    /// # Errors
    ///
    /// [`SignError`] if the system has no random numbers, or the arithmetic fails its own check.
    pub fn sign(&self, message: &[u8]) -> Result<String, SignError> {
        self.sign_raw(message).map(|bytes| STANDARD.encode(bytes))
    }

    /// Signs `message`; gives the signature as it is.
    pub(super) fn sign_raw(&self, message: &[u8]) -> Result<Vec<u8>, SignError> {
        self.key.sign(message)
    }

    /// The public half, which the merchant gives to the platform.
    #[must_use]
    pub fn public_key(&self) -> VerifyingKey {
        self.public.clone()
    }

    /// The modulus's length in bits.
    #[must_use]
    pub fn bits(&self) -> usize {
        self.public.bits()
    }

    fn from_blocks(blocks: &[source::Block]) -> Result<Self, KeyError> {
        source::choose(blocks, Wanted::Private).and_then(Self::from_der)
    }

    fn from_pkcs1(pkcs1: &[u8]) -> Result<Self, KeyError> {
        // The length is looked at first: no backend is given a key of a length that it need not take.
        let public = VerifyingKey::from_pkcs1(&der::public_half(pkcs1)?)?;
        let key = Arc::new(backend::PrivateKey::from_pkcs1(pkcs1)?);
        Ok(Self { key, public })
    }
}

// Written by hand: a derived one would reach into the key.
impl fmt::Debug for SigningKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SigningKey")
            .field("bits", &self.bits())
            .field("public_key_sha256", &self.public_key().fingerprint())
            .finish()
    }
}
