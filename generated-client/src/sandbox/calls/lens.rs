//! Makes a record out of what was noticed of a call. This happens when somebody looks, which costs calls nothing.

use std::collections::HashMap;
use std::net::SocketAddr;
use std::sync::{Arc, OnceLock};

use super::curl::{self, curl};
use super::diagnosis::diagnose;
use super::mask::mask;
use super::names::Names;
use super::record::{RecordedCall, SignedText, Step};
use super::seen::{Kept, Seen, Stage};
use crate::operation::Api;
use crate::sandbox::Route;
use crate::sandbox::strictness::Strictness;
use crate::signing::VerifyingKey;

/// So many characters of a message are shown.
const MESSAGE_SHOWN: usize = 2_000;

/// What it takes to read calls: the spec, and what the sandbox was told.
#[derive(Default)]
pub(in crate::sandbox) struct Lens {
    names: Names,
    pub(super) routes: &'static [Route],
    pub(super) merchants: Arc<HashMap<String, VerifyingKey>>,
    pub(super) strictness: Arc<Strictness>,
    address: OnceLock<SocketAddr>,
}

impl Lens {
    pub(in crate::sandbox) fn new(
        routes: &'static [Route],
        merchants: Arc<HashMap<String, VerifyingKey>>,
        strictness: Arc<Strictness>,
    ) -> Self {
        Self {
            names: Names::new(routes),
            routes,
            merchants,
            strictness,
            address: OnceLock::new(),
        }
    }

    /// Where the sandbox listens, once that is known.
    pub(super) fn set_address(&self, address: SocketAddr) {
        // It is set once.
        let _ = self.address.set(address);
    }

    /// The facts of the API that a call belongs to; those of any where its path leads nowhere.
    pub(super) fn api(&self, seen: &Seen) -> Option<&'static Api> {
        let first = || self.routes.first().map(|route| route.operation);
        seen.operation.or_else(first).map(|operation| operation.api)
    }

    /// The record, with everything sensitive blacked out.
    pub(super) fn record(&self, number: u64, seen: &Seen) -> RecordedCall {
        let signed = seen.param.as_ref().map(|param| SignedText {
            text: self.mask(param),
            bytes: param.whole,
            sha256: hex(&seen.param_sha256),
        });
        let answer = if seen.code.is_some() {
            self.mask(&seen.answer)
        } else {
            String::from_utf8_lossy(&seen.answer.bytes).into_owned()
        };
        RecordedCall {
            number,
            at_millis: seen.at_millis,
            took_micros: seen.took_micros,
            method: seen.method.clone(),
            path: seen.path.clone(),
            operation: seen.operation.map(|operation| operation.name),
            app_id: seen.app_id.clone(),
            status: seen.status,
            code: seen.code,
            message: seen.message.chars().take(MESSAGE_SHOWN).collect(),
            fault: seen.fault.clone(),
            steps: steps(seen),
            diagnosis: diagnose(self, seen),
            request: self.mask(&shortened(&seen.body)),
            answer,
            curl: self.curl(seen, signed.as_ref()),
            signed,
        }
    }

    fn mask(&self, text: &Kept) -> String {
        mask(&self.names, &text.bytes, text.whole)
    }

    fn curl(&self, seen: &Seen, signed: Option<&SignedText>) -> String {
        let Some(api) = self.api(seen) else {
            return String::new();
        };
        let call = curl::Call {
            address: self.address.get().copied(),
            path: &seen.path,
            app_id: seen.app_id.as_deref().unwrap_or("my-app-id"),
            key: "merchant.pem",
            param: signed.map(|signed| signed.text.as_str()),
        };
        curl(api, &call)
    }
}

/// As much of a body as is shown; more of it may be at hand.
fn shortened(body: &Kept) -> Kept {
    let mut short = Kept::new(&body.bytes, super::seen::REQUEST_SHOWN);
    short.whole = body.whole;
    short
}

/// The checks up to the last one that was begun, which failed if the call was refused. Where a fault answered in place of
/// looking at the envelope, none failed.
fn steps(seen: &Seen) -> Vec<Step> {
    let Some(last) = seen.stage else {
        return Vec::new();
    };
    let failed = seen.refused && !(seen.fault.is_some() && last == Stage::Body);
    let begun = Stage::ALL.iter().filter(|(stage, _)| *stage <= last);
    let step = |&(stage, name): &(Stage, &'static str)| Step {
        name,
        failure: (failed && stage == last).then(|| seen.message.clone()),
    };
    begun.map(step).collect()
}

/// Bytes as hexadecimal digits.
pub(super) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
