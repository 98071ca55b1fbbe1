//! Whatever is done to a body on the way: it is refused, or it tells the same.

use proptest::prelude::*;

use super::{Greeting, key, open, signed, verifier};
use crate::envelope;
use crate::generated::api::API;

/// A body with all that bodies may hold: blanks, escapes, a member that nobody knows, letters beyond ASCII.
fn body() -> String {
    let param = r#"{"timestamp": 7, "name": "สม", "note": "a\/b\u0041", "new": [1, "x"]}"#;
    let sign = key().sign(param.as_bytes()).unwrap();
    let sealed = envelope::signed(API, &sign, param);
    sealed.replacen('{', "{ \"v\" : \"2\\u0041\" ,\n ", 1)
}

#[test]
fn every_bit_that_is_flipped() {
    let body = body();
    let (verifier, before) = (verifier(), open(&body).unwrap());
    let (mut refused, mut same) = (0, 0);
    for index in 0..body.len() {
        for bit in 0..8 {
            let mut bytes = body.clone().into_bytes();
            bytes[index] ^= 1 << bit;
            match verifier.open::<Greeting>(&bytes) {
                Err(error) => {
                    assert!(!error.is_genuine(), "byte {index}, bit {bit}: {error}");
                    refused += 1;
                }
                Ok(after) => {
                    assert_eq!(after, before, "byte {index}, bit {bit}");
                    same += 1;
                }
            }
        }
    }
    // Only what stands in the member that nobody knows may change.
    assert!(same > 0 && same < 100, "{same} told the same");
    assert_eq!(refused + same, body.len() * 8);
}

#[test]
fn every_byte_that_is_left_out_or_said_twice_and_every_end() {
    let body = body().into_bytes();
    let (verifier, before) = (verifier(), open(&self::body()).unwrap());
    for index in 0..body.len() {
        let (head, tail) = body.split_at(index);
        let without = [head, &tail[1..]].concat();
        let twice = [head, &tail[..1], tail].concat();
        for changed in [without, twice] {
            let opened = verifier.open::<Greeting>(&changed);
            assert!(
                opened.is_err() || opened == Ok(before.clone()),
                "byte {index}"
            );
        }
        assert!(
            verifier.open::<Greeting>(head).is_err(),
            "the first {index} bytes"
        );
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn any_text_comes_through_and_no_other_does(text in any::<String>(), other in any::<String>()) {
        let body = signed(&text);
        prop_assert_eq!(verifier().verify(body.as_bytes()), Ok(text.clone()));
        let sign = key().sign(text.as_bytes()).unwrap();
        let changed = verifier().verify(envelope::signed(API, &sign, &other).as_bytes());
        prop_assert_eq!(changed.is_ok(), text == other);
    }

    #[test]
    fn anything_at_all_is_refused(
        bytes in proptest::collection::vec(any::<u8>(), 0..300),
        param in any::<String>(),
        sign in "[A-Za-z0-9+/]{342}==|[ -~]{0,40}",
    ) {
        prop_assert!(verifier().verify(&bytes).is_err());
        prop_assert!(verifier().verify(envelope::signed(API, &sign, &param).as_bytes()).is_err());
    }
}
