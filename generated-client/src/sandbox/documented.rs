//! Answers the documented example, for endpoints without pages.

use serde::ser::{Serialize, SerializeMap, Serializer};

use super::json::Object;
use super::respond::{Data, Refusal, Responder, VerifiedCall};
use crate::wire::{self, Record, Wire};

/// Answers one endpoint.
pub(super) enum Documented {
    /// The spec has no example, which is as it should be where the answer holds nothing.
    Nothing,
    /// There are pages, but no example to make rows from.
    NoRows,
    /// The example is an object: what it has in common with the request is taken from there.
    Object(Object),
    /// The example is something else, such as a list.
    Other(&'static str),
}

impl Documented {
    /// Takes the example apart.
    pub(super) fn new(example: Option<&'static str>) -> Result<Self, serde_json::Error> {
        match example {
            None => Ok(Self::Nothing),
            Some(text) if text.trim_start().starts_with('{') => {
                serde_json::from_str(text).map(Self::Object)
            }
            Some(text) => Ok(Self::Other(text)),
        }
    }
}

impl Responder for Documented {
    fn respond(&self, call: &VerifiedCall<'_>) -> Result<Data, Refusal> {
        match self {
            Self::Nothing => Ok(Data::null()),
            Self::NoRows => Err(Refusal::new(
                call.operation.api.refusals.server,
                "the spec has no example of an answer, so the sandbox has no rows: give it a responder",
            )),
            Self::Object(example) => Ok(Data::new(&Echo {
                example,
                request: call.request,
            })),
            Self::Other(text) => Ok(Data::from_json(*text)),
        }
    }
}

/// The example, with the request's values where both have a member of the same name and kind: what was
/// set is what is answered.
struct Echo<'a> {
    example: &'a Object,
    request: &'a dyn Record,
}

impl Echo<'_> {
    /// The request's value, as JSON text, for a member of the example.
    fn given(&self, name: &str, example: &str) -> Option<Out<'_>> {
        let index = self.request.shape().position(name)?;
        let value = self.request.field(index)?;
        let given = Out(value);
        let json = serde_json::to_string(&given).ok()?;
        (kind(&json) == kind(example)).then_some(given)
    }
}

impl Serialize for Echo<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        for (name, example) in &self.example.0 {
            match self.given(name, example.get()) {
                Some(given) => map.serialize_entry(name, &given)?,
                None => map.serialize_entry(name, example)?,
            }
        }
        map.end()
    }
}

struct Out<'a>(&'a dyn Wire);

impl Serialize for Out<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        wire::write(self.0, serializer)
    }
}

/// What kind of value a JSON text is: told by how it begins, with all numbers alike.
fn kind(json: &str) -> Option<char> {
    let first = json.chars().next()?;
    match first {
        '-' | '0'..='9' => Some('0'),
        't' | 'f' => Some('t'),
        other => Some(other),
    }
}
