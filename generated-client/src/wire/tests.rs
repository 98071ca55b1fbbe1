//! Every driver, proved on the hand-written sample.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod debug;
mod kinds;
mod other_formats;
mod round_trip;
mod unknown;

use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use crate::sample::Everything;

/// The least that a sample must hold.
fn least() -> Value {
    json!({
        "payer": "u-1", "text": "t", "flag": true, "small": 1, "large": 2, "balance": 3,
        "at": "2024-05-13 17:23:22", "rate": "1.50", "channel": "BANK", "kind": 1, "item": {"qty": 4},
        "items": [{"qty": 5}, {"qty": 6, "name": "n"}], "ids": ["a", "b"], "secret": "s",
    })
}

/// The same with one field changed.
fn with(field: &str, value: Value) -> Value {
    let mut sample = least();
    sample[field] = value;
    sample
}

/// The message of the error that reading gives. It must be the same whichever way the text is read.
fn error<T: DeserializeOwned + std::fmt::Debug>(json: &str) -> String {
    let borrowed = serde_json::from_str::<T>(json).expect_err(json).to_string();
    let owned = serde_json::from_reader::<_, T>(json.as_bytes())
        .expect_err(json)
        .to_string();
    let place = |text: &str| text.split(" at line ").next().unwrap().to_owned();
    assert_eq!(place(&borrowed), place(&owned));
    if let Ok(value) = serde_json::from_str::<Value>(json) {
        assert_eq!(
            place(&borrowed),
            serde_json::from_value::<T>(value).unwrap_err().to_string()
        );
    }
    place(&borrowed)
}

fn sample_error(sample: &Value) -> String {
    error::<Everything>(&sample.to_string())
}
