//! What a call must pass before it is answered, one function a [`Check`]. Each says what was wrong, without repeating a
//! signature or a sensitive value.

use std::collections::HashMap;
use std::net::IpAddr;

use super::route::Route;
use super::strictness::{Check, Failed, Strictness};
use crate::envelope::{self, Body};
use crate::operation::Api;
use crate::rules;
use crate::signing::{VerifyError, VerifyingKey};
use crate::wire::{ReadError, Record, Unknown};

/// Times of 13 digits, which is from 2001 to 2286 in milliseconds, but 1970 in seconds.
const PLAUSIBLE_MILLIS: std::ops::Range<i64> = 1_000_000_000_000..10_000_000_000_000;

/// The envelope: a JSON object with three texts.
pub(super) fn body(api: &'static Api, bytes: &[u8], unknown: Unknown) -> Result<Body, Failed> {
    let failed = |wrong| Failed::new(Check::Envelope, wrong);
    let text =
        std::str::from_utf8(bytes).map_err(|_| failed("the body is not UTF-8".to_owned()))?;
    envelope::read_body(api, text, unknown)
        .map_err(|error| failed(describe(&error, "the body", "")))
}

/// The caller must be a merchant that the sandbox was told about.
pub(super) fn merchant<'m>(
    api: &'static Api,
    merchants: &'m HashMap<String, VerifyingKey>,
    app_id: &str,
) -> Result<&'m VerifyingKey, Failed> {
    merchants.get(app_id).ok_or_else(|| {
        let name = api.envelope.app_id;
        let wrong = format!("`{name}` belongs to no merchant that this sandbox knows");
        Failed::new(Check::AppId, wrong)
    })
}

/// The caller's address must be on the list, if there is one.
pub(super) fn address(strictness: &Strictness, address: IpAddr) -> Result<(), Failed> {
    if strictness.allows(address) {
        return Ok(());
    }
    let wrong = format!("the address {address} is not on the allow list");
    Err(Failed::new(Check::Address, wrong))
}

/// The signature must be that merchant's, over exactly the text that arrived.
pub(super) fn signature(api: &'static Api, key: &VerifyingKey, body: &Body) -> Result<(), Failed> {
    key.verify(body.param.as_bytes(), &body.sign)
        .map_err(|error| {
            let name = api.envelope.sign;
            let advice = match error {
                VerifyError::NotBase64 => ": the URL-safe alphabet and line breaks are not taken",
                VerifyError::Mismatch => {
                    ": sign exactly the text that is sent, with the key whose public half was handed in"
                }
                _ => "",
            };
            Failed::new(Check::Signature, format!("`{name}`: {error}{advice}"))
        })
}

/// The parameters, as the endpoint documents them. Gives the timestamp, too.
pub(super) fn param(
    route: &Route,
    text: &str,
    unknown: Unknown,
) -> Result<(Box<dyn Record>, i64), Failed> {
    let api = route.operation.api;
    let mut request = (route.request)();
    let timestamp = envelope::read_param(api, text, &mut *request, unknown).map_err(|error| {
        let name = api.envelope.param;
        let check = if error.well_formed && error.path == api.envelope.timestamp {
            Check::Timestamp
        } else {
            Check::Parameters
        };
        let wrong = describe(&error, &format!("`{name}`"), &format!("{name}."));
        Failed::new(check, wrong)
    })?;
    Ok((request, timestamp))
}

/// The timestamp must count milliseconds, and be of about now.
pub(super) fn timestamp(
    api: &'static Api,
    timestamp: i64,
    now: i64,
    freshness: i64,
) -> Result<(), Failed> {
    let name = api.envelope.timestamp;
    if !PLAUSIBLE_MILLIS.contains(&timestamp) {
        let wrong = format!("`{name}` must count milliseconds since 1970, which takes 13 digits");
        return Err(Failed::new(Check::Timestamp, wrong));
    }
    let age = now.saturating_sub(timestamp);
    if age.saturating_abs() <= freshness {
        return Ok(());
    }
    let (off, side) = (
        age.saturating_abs() / 1000,
        if age > 0 { "old" } else { "ahead" },
    );
    let most = freshness / 1000;
    let wrong = format!("`{name}` is {off} s {side}: at most {most} s are allowed");
    Err(Failed::new(Check::Freshness, wrong))
}

/// The documented limits.
pub(super) fn limits(request: &dyn Record) -> Result<(), Failed> {
    let broken: Vec<String> = rules::violations(request)
        .iter()
        .map(ToString::to_string)
        .collect();
    if broken.is_empty() {
        Ok(())
    } else {
        Err(Failed::new(Check::Limits, broken.join("; ")))
    }
}

/// Where reading went wrong, and how. `whole` is what was read; `prefix` leads to the fields in it.
fn describe(error: &ReadError, whole: &str, prefix: &str) -> String {
    let ReadError {
        path,
        reason,
        line,
        column,
        well_formed,
    } = error;
    if path.is_empty() || !well_formed {
        format!("{whole} cannot be read: {reason} (line {line} column {column})")
    } else {
        format!("`{prefix}{path}`: {reason}")
    }
}
