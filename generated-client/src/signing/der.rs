//! Tells from DER what kind of key, or other thing, it is, and finds the RSA key inside.
//!
//! Reads just the skeleton: which elements stand side by side. That is enough to name nearly
//! everything people take for an RSA key, where a decoder would only say that a tag is wrong.

use super::error::KeyError;

const INTEGER: u8 = 0x02;
const BIT_STRING: u8 = 0x03;
const OCTET_STRING: u8 = 0x04;
const NULL: u8 = 0x05;
const OBJECT_ID: u8 = 0x06;
const SEQUENCE: u8 = 0x30;
/// `[0]`, constructed: the attributes of a signing request, the version of a certificate.
const CONTEXT_0: u8 = 0xa0;

/// The object id `rsaEncryption`.
const RSA: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 1, 1];

/// Which half of a key is asked for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Wanted {
    Private,
    Public,
}

/// A tag and its content.
type Element<'a> = (u8, &'a [u8]);

/// What a piece of DER is.
pub(super) enum Kind<'a> {
    /// An RSA private key; holds its PKCS#1 DER.
    RsaPrivate(&'a [u8]),
    /// An RSA public key; holds its PKCS#1 DER.
    RsaPublic(&'a [u8]),
    /// A key for another algorithm.
    Other(Algorithm),
    MultiPrime,
    Encrypted,
    Certificate,
    CertificateRequest,
    KeyStore,
    /// An RSA key by its label, with something else inside.
    Damaged,
    Unknown,
}

/// An algorithm that is not plain RSA.
pub(super) enum Algorithm {
    EllipticCurve,
    Named(&'static str),
}

impl Kind<'_> {
    /// Why this is not what is wanted.
    pub(super) fn unwanted(&self, wanted: Wanted) -> KeyError {
        match self {
            Self::RsaPrivate(_) if wanted == Wanted::Public => KeyError::PrivateKey,
            Self::RsaPublic(_) if wanted == Wanted::Private => KeyError::PublicKey,
            Self::RsaPrivate(_) | Self::RsaPublic(_) | Self::Unknown => KeyError::NotAKey,
            Self::Other(Algorithm::EllipticCurve) => KeyError::EllipticCurve,
            Self::Other(Algorithm::Named(algorithm)) => KeyError::OtherAlgorithm { algorithm },
            Self::MultiPrime => KeyError::MultiPrime,
            Self::Encrypted => KeyError::Encrypted,
            Self::Certificate => KeyError::Certificate,
            Self::CertificateRequest => KeyError::CertificateRequest,
            Self::KeyStore => KeyError::KeyStore,
            Self::Damaged => KeyError::Damaged,
        }
    }
}

/// The PKCS#1 DER inside an RSA private key in PKCS#8 or PKCS#1 DER.
pub(super) fn rsa_private(der: &[u8]) -> Result<&[u8], KeyError> {
    match kind(der) {
        Kind::RsaPrivate(pkcs1) => Ok(pkcs1),
        _ if der.is_empty() => Err(KeyError::Empty),
        other => Err(other.unwanted(Wanted::Private)),
    }
}

/// The PKCS#1 DER inside an RSA public key in `SubjectPublicKeyInfo` or PKCS#1 DER.
pub(super) fn rsa_public(der: &[u8]) -> Result<&[u8], KeyError> {
    match kind(der) {
        Kind::RsaPublic(pkcs1) => Ok(pkcs1),
        _ if der.is_empty() => Err(KeyError::Empty),
        other => Err(other.unwanted(Wanted::Public)),
    }
}

/// The length of the modulus in a public PKCS#1 key, in bits.
pub(super) fn modulus_bits(pkcs1: &[u8]) -> Result<usize, KeyError> {
    let fields = sequence(pkcs1).ok_or(KeyError::NotAKey)?;
    let (_, modulus) = fields.first().ok_or(KeyError::NotAKey)?;
    // A set first bit would make it a negative number.
    let positive = modulus.first().is_some_and(|first| *first < 0x80);
    let start = modulus.iter().position(|byte| *byte != 0);
    match start.and_then(|start| modulus.get(start..)) {
        Some([first, rest @ ..]) if positive => {
            Ok(rest.len() * 8 + 8 - first.leading_zeros() as usize)
        }
        _ => Err(KeyError::Damaged),
    }
}

/// The public half of a private PKCS#1 key, in PKCS#1.
///
/// Refuses a key with a number that is longer than the modulus: one backend would sign with such a
/// private exponent, the other would take the key and then not sign.
pub(super) fn public_half(pkcs1: &[u8]) -> Result<Vec<u8>, KeyError> {
    let fields = sequence(pkcs1).unwrap_or_default();
    let [_, (_, modulus), (_, exponent), ..] = *fields.as_slice() else {
        return Err(KeyError::NotAKey);
    };
    if fields
        .iter()
        .any(|(_, number)| number.len() > modulus.len())
    {
        return Err(KeyError::Damaged);
    }
    let numbers = [encode(INTEGER, modulus), encode(INTEGER, exponent)];
    Ok(encode(SEQUENCE, &numbers.concat()))
}

/// The `SubjectPublicKeyInfo` around a public PKCS#1 key.
pub(super) fn public_key_info(pkcs1: &[u8]) -> Vec<u8> {
    let null = encode(NULL, &[]);
    let algorithm = encode(SEQUENCE, &[encode(OBJECT_ID, RSA), null].concat());
    let key = encode(BIT_STRING, &[&[0], pkcs1].concat());
    encode(SEQUENCE, &[algorithm, key].concat())
}

/// Writes one element.
pub(super) fn encode(tag: u8, content: &[u8]) -> Vec<u8> {
    let len = content.len().to_be_bytes();
    let start = len.iter().position(|byte| *byte != 0);
    let digits = len
        .get(start.unwrap_or(len.len() - 1)..)
        .unwrap_or_default();
    let mut der = vec![tag];
    // Up to 127 the length is one byte; from there on, their number is told before the bytes.
    if content.len() > 0x7f {
        der.extend([0x80, 0x81, 0x82, 0x83, 0x84].get(digits.len()));
    }
    der.extend(digits);
    der.extend(content);
    der
}

/// Tells what `der` is.
pub(super) fn kind(der: &[u8]) -> Kind<'_> {
    let Some(fields) = sequence(der) else {
        return Kind::Unknown;
    };
    match *fields.as_slice() {
        // PKCS#8, with or without attributes and public key behind.
        [
            (INTEGER, [0 | 1]),
            (SEQUENCE, algorithm),
            (OCTET_STRING, key),
            ..,
        ] => match other_algorithm(algorithm) {
            None => inner(key, Wanted::Private),
            Some(other) => Kind::Other(other),
        },
        // SubjectPublicKeyInfo; the bit string begins with the number of unused bits.
        [(SEQUENCE, algorithm), (BIT_STRING, [0, key @ ..])] => match other_algorithm(algorithm) {
            None => inner(key, Wanted::Public),
            Some(other) => Kind::Other(other),
        },
        [(SEQUENCE, _), (OCTET_STRING, _)] => Kind::Encrypted,
        [(SEQUENCE, body), (SEQUENCE, _), (BIT_STRING, _)] => certificate_or_request(body),
        // The elliptic curves' own private form (SEC 1).
        [(INTEGER, [1]), (OCTET_STRING, _), ..] => Kind::Other(Algorithm::EllipticCurve),
        [(INTEGER, [3]), (SEQUENCE, _), ..] => Kind::KeyStore,
        _ => numbers(der, &fields),
    }
}

/// Keys that are bare sequences of numbers.
fn numbers<'a>(der: &'a [u8], fields: &[Element<'_>]) -> Kind<'a> {
    // The tenth, in a key of more than two primes, is a sequence.
    if fields.iter().take(9).any(|(tag, _)| *tag != INTEGER) {
        return Kind::Unknown;
    }
    match (fields.len(), fields.first()) {
        (2, _) => Kind::RsaPublic(der),
        (6, Some((_, [0]))) => Kind::Other(Algorithm::Named("DSA")),
        (9, Some((_, [0]))) => Kind::RsaPrivate(der),
        (10, Some((_, [1]))) => Kind::MultiPrime,
        _ => Kind::Unknown,
    }
}

/// What lies inside a wrapper that says it holds an RSA key.
fn inner(der: &[u8], wanted: Wanted) -> Kind<'_> {
    let fields = sequence(der).unwrap_or_default();
    match (numbers(der, &fields), wanted) {
        (Kind::RsaPrivate(key), Wanted::Private) => Kind::RsaPrivate(key),
        (Kind::RsaPublic(key), Wanted::Public) => Kind::RsaPublic(key),
        (Kind::MultiPrime, Wanted::Private) => Kind::MultiPrime,
        _ => Kind::Damaged,
    }
}

fn certificate_or_request(body: &[u8]) -> Kind<'_> {
    let tags: Vec<u8> = elements(body)
        .unwrap_or_default()
        .iter()
        .map(|(tag, _)| *tag)
        .collect();
    match tags.as_slice() {
        [INTEGER, SEQUENCE, SEQUENCE, CONTEXT_0] => Kind::CertificateRequest,
        [CONTEXT_0, INTEGER, SEQUENCE, ..] | [INTEGER, SEQUENCE, SEQUENCE, SEQUENCE, ..] => {
            Kind::Certificate
        }
        _ => Kind::Unknown,
    }
}

/// The algorithm named by the content of an `AlgorithmIdentifier`, unless it is plain RSA.
fn other_algorithm(identifier: &[u8]) -> Option<Algorithm> {
    let elements = elements(identifier).unwrap_or_default();
    let id = match elements.first() {
        Some((OBJECT_ID, id)) => *id,
        _ => &[],
    };
    let name = match id {
        RSA => return None,
        [0x2a, 0x86, 0x48, 0xce, 0x3d, 2, 1] => return Some(Algorithm::EllipticCurve),
        [0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 1, 10] => "RSASSA-PSS only",
        [0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 1, 7] => "RSAES-OAEP only",
        [0x2a, 0x86, 0x48, 0xce, 0x38, 4, 1] => "DSA",
        [0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 3, 1] => "Diffie-Hellman",
        [0x2b, 0x65, 0x6e] => "X25519",
        [0x2b, 0x65, 0x6f] => "X448",
        [0x2b, 0x65, 0x70] => "Ed25519",
        [0x2b, 0x65, 0x71] => "Ed448",
        _ => "an algorithm unknown here",
    };
    Some(Algorithm::Named(name))
}

/// The elements of a sequence that fills `der` from end to end.
pub(super) fn sequence(der: &[u8]) -> Option<Vec<Element<'_>>> {
    match *elements(der)?.as_slice() {
        [(SEQUENCE, content)] => elements(content),
        _ => None,
    }
}

fn elements(mut der: &[u8]) -> Option<Vec<Element<'_>>> {
    let mut elements = Vec::new();
    while !der.is_empty() {
        let (element, rest) = element(der)?;
        elements.push(element);
        der = rest;
    }
    Some(elements)
}

/// The first element, and what follows it.
fn element(der: &[u8]) -> Option<(Element<'_>, &[u8])> {
    let [tag, first, rest @ ..] = der else {
        return None;
    };
    let (len, rest) = match *first {
        short @ 0..=0x7f => (usize::from(short), rest),
        // One to four bytes of length; the form of unknown length is not DER.
        long @ 0x81..=0x84 => {
            let (digits, rest) = rest.split_at_checked(usize::from(long & 0x7f))?;
            let len = digits
                .iter()
                .fold(0_usize, |len, byte| (len << 8) | usize::from(*byte));
            (len, rest)
        }
        _ => return None,
    };
    let (content, rest) = rest.split_at_checked(len)?;
    Some(((*tag, content), rest))
}
