//! Why a call was refused: what people do wrong from PHP, Java, Python, Node and the shell, tried one after another.
//!
//! The order is that of the checks, and within one, from what the bytes show at a glance to what takes trying (`KNOWN`
//! has it). A guess at what was signed counts only if the signature holds over it; what cannot be proved says
//! "probably". The work is bounded: one power a key (at most 16 keys), then a few thousand short hashes at most; long
//! texts are tried in fewer ways. It is done when somebody looks at the call, once.

mod body;
pub(super) mod known;
mod layout;
mod opened;
mod parameters;
mod signature;
mod signed_text;
mod time;

use super::lens::Lens;
use super::record::Diagnosis;
use super::seen::{Seen, Stage};
use crate::envelope;
use crate::operation::Api;
use crate::sandbox::Route;

/// What may be wrong with a call that was refused.
pub(super) fn diagnose(lens: &Lens, seen: &Seen) -> Option<Diagnosis> {
    // A fault that was asked for says nothing about the caller.
    if !seen.refused || seen.fault.is_some() {
        return None;
    }
    let api = lens.api(seen)?;
    let route = seen.operation.and_then(|operation| {
        let mut routes = lens.routes.iter();
        routes.find(|route| route.operation.name == operation.name)
    });
    let call = Call {
        lens,
        seen,
        api,
        route,
    };
    match seen.stage? {
        Stage::Path => body::path(&call),
        Stage::Method => Some(Found::new(
            "not-post",
            format!("It came by {}.", seen.method),
        )),
        Stage::Envelope => body::envelope(&call),
        Stage::AppId => body::app_id(&call),
        Stage::Signature => call.read().map(|read| signature::diagnose(&call, &read)),
        Stage::Parameters => call
            .read()
            .and_then(|read| parameters::diagnose(&call, &read)),
        Stage::Timestamp => call.read().and_then(|read| time::diagnose(&call, &read)),
        Stage::Limits => Some(Found::new("limits", seen.message.clone())),
        // What is left tells all there is to know by its message.
        _ => None,
    }
    .map(Found::into_diagnosis)
}

/// A refused call, and what it takes to understand it.
struct Call<'a> {
    lens: &'a Lens,
    seen: &'a Seen,
    api: &'static Api,
    route: Option<&'static Route>,
}

impl Call<'_> {
    /// The body, if it is UTF-8 and was kept whole.
    fn text(&self) -> Option<&str> {
        let body = &self.seen.body;
        let whole = body.bytes.len() == body.whole;
        std::str::from_utf8(&body.bytes).ok().filter(|_| whole)
    }

    /// The envelope's content.
    fn read(&self) -> Option<envelope::Body> {
        envelope::read_body(self.api, self.text()?, self.lens.strictness.envelope).ok()
    }
}

/// A mistake by its name, and what was seen of it.
struct Found {
    name: &'static str,
    seen: String,
}

impl Found {
    fn new(name: &'static str, seen: impl Into<String>) -> Self {
        Self {
            name,
            seen: seen.into(),
        }
    }

    fn into_diagnosis(self) -> Diagnosis {
        Diagnosis {
            name: self.name,
            seen: self.seen,
            mend: known::mend(self.name).to_owned(),
        }
    }
}

/// The name that was probably meant: one that differs in capitals and separators only, or in a letter or two.
fn near<'n>(name: &str, names: impl IntoIterator<Item = &'n str>) -> Option<&'n str> {
    let plain = |name: &str| -> String {
        let letters = name.chars().filter(|character| character.is_alphanumeric());
        letters.flat_map(char::to_lowercase).collect()
    };
    let wanted = plain(name);
    let distance = |known: &&str| strsim::osa_distance(&wanted, &plain(known));
    let nearest = names.into_iter().min_by_key(distance)?;
    (distance(&nearest) <= wanted.len().min(9) / 3).then_some(nearest)
}
