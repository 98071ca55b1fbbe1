//! The two backends side by side: the same keys taken and refused, the same signatures, each verified by
//! the other. OpenSSL's vectors, in `vectors.rs`, are put to whichever of them a build uses.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::sync::OnceLock;

use proptest::prelude::*;
use rsa::BigUint;

use super::der::{self, encode};
use super::vectors::{KEYS, MESSAGE, RSA, der as decoded};
use super::{KeyError, SigningKey, aws_lc_backend, rsa_backend};

const INTEGER: u8 = 0x02;
const SEQUENCE: u8 = 0x30;

/// One key as both backends hold it.
struct Both {
    ours: rsa_backend::PrivateKey,
    ours_public: rsa_backend::PublicKey,
    theirs: aws_lc_backend::PrivateKey,
    theirs_public: aws_lc_backend::PublicKey,
}

impl Both {
    fn read(private: &[u8], public: &[u8]) -> Self {
        Self {
            ours: rsa_backend::PrivateKey::from_pkcs1(private).unwrap(),
            ours_public: rsa_backend::PublicKey::from_pkcs1(public).unwrap(),
            theirs: aws_lc_backend::PrivateKey::from_pkcs1(private).unwrap(),
            theirs_public: aws_lc_backend::PublicKey::from_pkcs1(public).unwrap(),
        }
    }

    /// The signature that both make.
    #[track_caller]
    fn sign(&self, message: &[u8]) -> Vec<u8> {
        let signature = self.ours.sign(message).unwrap();
        assert_eq!(self.theirs.sign(message).unwrap(), signature);
        signature
    }

    /// Whether both take the signature, or neither does.
    #[track_caller]
    fn verify(&self, message: &[u8], signature: &[u8]) -> bool {
        let verdict = self.ours_public.verify(message, signature);
        assert_eq!(self.theirs_public.verify(message, signature), verdict);
        verdict
    }
}

fn key() -> &'static Both {
    static KEY: OnceLock<Both> = OnceLock::new();
    KEY.get_or_init(|| Both::read(&decoded(RSA.pkcs1), &decoded(RSA.public_pkcs1)))
}

#[test]
fn both_sign_as_openssl_does_and_verify_each_other() {
    for rsa in KEYS {
        let both = Both::read(&decoded(rsa.pkcs1), &decoded(rsa.public_pkcs1));
        let signature = both.sign(MESSAGE.as_bytes());
        assert_eq!(signature, decoded(rsa.signature), "{} bits", rsa.bits);
        assert!(both.verify(MESSAGE.as_bytes(), &signature));
        assert!(!both.verify(&MESSAGE.as_bytes()[1..], &signature));
    }
}

#[test]
fn each_makes_keys_that_the_other_takes() {
    for der in [
        rsa_backend::generate(2048).unwrap(),
        aws_lc_backend::generate(2048).unwrap(),
    ] {
        let private = der::rsa_private(&der).unwrap();
        let public = der::public_half(private).unwrap();
        let both = Both::read(private, &public);
        assert!(both.verify(b"new", &both.sign(b"new")));
    }
}

/// The nine numbers of the key of 2048 bits: version, n, e, d, p, q, d mod p-1, d mod q-1, 1/q mod p.
fn numbers() -> Vec<Vec<u8>> {
    let der = decoded(RSA.pkcs1);
    let fields = der::sequence(&der).unwrap();
    fields.iter().map(|(_, number)| number.to_vec()).collect()
}

fn pkcs1(numbers: &[Vec<u8>]) -> Vec<u8> {
    let fields: Vec<_> = numbers
        .iter()
        .map(|number| encode(INTEGER, number))
        .collect();
    encode(SEQUENCE, &fields.concat())
}

/// What the backends say to a private key that has passed what comes before them.
fn verdicts(private: &[u8]) -> [Result<(), KeyError>; 2] {
    [
        rsa_backend::PrivateKey::from_pkcs1(private).map(drop),
        aws_lc_backend::PrivateKey::from_pkcs1(private).map(drop),
    ]
}

#[test]
fn both_refuse_the_same_keys() {
    assert_eq!(pkcs1(&numbers()), decoded(RSA.pkcs1));
    let changed = |change: &dyn Fn(&mut Vec<Vec<u8>>)| {
        let mut numbers = numbers();
        change(&mut numbers);
        pkcs1(&numbers)
    };
    let mut wrong = vec![
        ("even n", changed(&|key| *key[1].last_mut().unwrap() ^= 1)),
        ("e of 1", changed(&|key| key[2] = vec![1])),
        ("even e", changed(&|key| key[2] = vec![1, 0, 0])),
        ("another e", changed(&|key| key[2] = vec![3])),
        (
            "an e of 34 bits",
            changed(&|key| key[2] = vec![2, 0, 0, 0, 1]),
        ),
        ("primes swapped", changed(&|key| key.swap(4, 5))),
        ("one prime twice", changed(&|key| key[5] = key[4].clone())),
        (
            "n and 1 for primes",
            changed(&|key| {
                key[4] = key[1].clone();
                key[5] = vec![1];
            }),
        ),
        (
            "just n and d, as Java can write it",
            changed(&|key| {
                for index in [2, 4, 5, 6, 7, 8] {
                    key[index] = vec![0];
                }
            }),
        ),
        ("a leading zero", changed(&|key| key[3].insert(0, 0))),
    ];
    for index in 1..9 {
        wrong.push((
            "a changed number",
            changed(&|key| *key[index].last_mut().unwrap() ^= 4),
        ));
    }
    for (what, key) in wrong {
        for verdict in verdicts(&key) {
            assert!(
                matches!(verdict, Err(KeyError::Damaged)),
                "{what}: {verdict:?}"
            );
        }
        let error = SigningKey::from_der(&key).unwrap_err();
        assert!(matches!(error, KeyError::Damaged), "{what}: {error}");
    }
}

/// A private exponent may be longer than it need be, by any multiple of (p-1)(q-1).
#[test]
fn a_number_longer_than_the_modulus_is_refused_before_the_backends_differ() {
    let mut key = numbers();
    let [d, p, q] = [3, 4, 5].map(|index| BigUint::from_bytes_be(&key[index]));
    let round = (p - 1_u8) * (q - 1_u8);
    key[3] = (d + round * BigUint::from(1_u64 << 60)).to_bytes_be();
    let long = pkcs1(&key);
    let ours = rsa_backend::PrivateKey::from_pkcs1(&long).unwrap();
    assert!(ours.sign(b"message").is_ok());
    let theirs = aws_lc_backend::PrivateKey::from_pkcs1(&long).unwrap();
    assert!(
        theirs.sign(b"message").is_err(),
        "the check before is no longer needed"
    );
    let error = SigningKey::from_der(&long).unwrap_err();
    assert!(matches!(error, KeyError::Damaged), "{error}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn any_message_gets_one_signature(
        message in proptest::collection::vec(any::<u8>(), 0..2_000),
        at in any::<prop::sample::Index>(),
        flip in 1_u8..,
    ) {
        let mut signature = key().sign(&message);
        prop_assert!(key().verify(&message, &signature));
        let index = at.index(signature.len());
        signature[index] ^= flip;
        prop_assert!(!key().verify(&message, &signature));
    }

    #[test]
    fn both_say_the_same_to_a_damaged_key(
        at in any::<prop::sample::Index>(),
        flip in 1_u8..,
    ) {
        let mut damaged = decoded(RSA.pkcs1);
        let index = at.index(damaged.len());
        damaged[index] ^= flip;
        // What the reader before them lets through.
        if der::rsa_private(&damaged).and_then(der::public_half).is_ok() {
            let [ours, theirs] = verdicts(&damaged);
            prop_assert!(ours.is_err() && theirs.is_err(), "byte {index}: {ours:?} {theirs:?}");
        }
        let mut public = decoded(RSA.public_pkcs1);
        let index = at.index(public.len());
        public[index] ^= flip;
        if der::rsa_public(&public).and_then(der::modulus_bits).is_ok_and(|bits| bits >= 2048) {
            prop_assert_eq!(
                rsa_backend::PublicKey::from_pkcs1(&public).is_ok(),
                aws_lc_backend::PublicKey::from_pkcs1(&public).is_ok(),
                "byte {}", index,
            );
        }
    }
}
