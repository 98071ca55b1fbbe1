//! The mistakes, made on purpose.

mod bodies;
mod signatures;
mod texts;

pub(super) use self::bodies::{bodies, parameters};
pub(super) use self::signatures::signatures;
pub(super) use self::texts::texts;

use crate::envelope;
use crate::sample::API;

/// A call that is refused, what is said of it, and words that stand in that.
pub(super) struct Mistake {
    pub(super) name: &'static str,
    pub(super) body: Vec<u8>,
    pub(super) words: &'static str,
}

fn mistake(name: &'static str, body: impl Into<Vec<u8>>, words: &'static str) -> Mistake {
    Mistake {
        name,
        body: body.into(),
        words,
    }
}

/// Parameters that libraries write in many ways: with a slash, Thai, `<`, `=`, null, and keys in no order.
pub(super) const PARAM: &str = r#"{"timestamp":1732968000000,"order":"a/b กé<=","kind":300,"from":null,"channels":["BANK","Cash"]}"#;

/// A body with this signature.
pub(super) fn body(sign: &str, param: &str) -> Vec<u8> {
    envelope::body(API, "app", sign, param).into_bytes()
}
