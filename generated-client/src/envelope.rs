//! The signed envelope: what goes around the parameters of a request, around an answer, and around a notification.

use serde::ser::{Serialize, SerializeMap, Serializer};

use crate::operation::Api;
pub(crate) use crate::wire::Noted;
use crate::wire::{
    Context, Extra, Field, ReadError, Record, Shape, Slot, Unknown, Wire, Wrapped, read_json_in,
    record, write_fields,
};

#[cfg(test)]
mod tests;

/// The text of a request's parameters, with the time of the call in milliseconds since 1970 in front.
/// This is what is signed, byte for byte.
pub(crate) fn param(
    api: &'static Api,
    timestamp_ms: i64,
    request: &dyn Record,
) -> Result<String, serde_json::Error> {
    serde_json::to_string(&Param {
        timestamp: api.envelope.timestamp,
        timestamp_ms,
        request,
    })
}

struct Param<'a> {
    timestamp: &'static str,
    timestamp_ms: i64,
    request: &'a dyn Record,
}

impl Serialize for Param<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry(self.timestamp, &self.timestamp_ms)?;
        write_fields(self.request, &mut map)?;
        map.end()
    }
}

/// The body of a request around the text that was signed.
pub(crate) fn body(api: &'static Api, app_id: &str, sign: &str, param: &str) -> String {
    let names = &api.envelope;
    texts(&[
        (names.app_id, app_id),
        (names.sign, sign),
        (names.param, param),
    ])
}

/// An object of texts.
fn texts(members: &[(&str, &str)]) -> String {
    let length: usize = members.iter().map(|(_, text)| text.len()).sum();
    let mut object = String::with_capacity(length + length / 4 + 128);
    for (index, (name, text)) in members.iter().enumerate() {
        object.push(if index == 0 { '{' } else { ',' });
        push_text(&mut object, name);
        object.push(':');
        push_text(&mut object, text);
    }
    object.push('}');
    object
}

fn push_text(out: &mut String, text: &str) {
    // Printing a value, unlike serialising one, has no way to fail.
    out.push_str(&serde_json::Value::from(text).to_string());
}

/// Why an answer holds no data.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum AnswerError {
    /// The platform answered, and says no.
    Api {
        /// The result code.
        code: i64,
        /// The result in words; empty where the platform gave none.
        message: String,
    },
    /// The answer is not what the spec says.
    Decode {
        /// Where, such as `data.list[3].balance`; empty for the answer as a whole.
        path: String,
        /// What is wrong there, without any value.
        reason: String,
        /// The line of the text, from 1.
        line: usize,
        /// The byte in the line, from 1.
        column: usize,
    },
}

impl From<ReadError> for AnswerError {
    fn from(error: ReadError) -> Self {
        let ReadError {
            path,
            reason,
            line,
            column,
            well_formed: _,
        } = error;
        Self::Decode {
            path,
            reason,
            line,
            column,
        }
    }
}

/// Reads an answer's data into a blank value, in one pass. Only where anything is off does a second
/// pass find out what: a refusal by the platform comes before any mistake in the data.
pub(crate) fn answer(
    api: &'static Api,
    text: &str,
    data: &mut dyn Wire,
) -> Result<(), AnswerError> {
    answer_in(api, text, data, &Context::new(Unknown::Skip))
}

/// As [`answer`]; returns where there is anything that the spec does not name: `data.list[].centerNo`. For those who
/// want to know; it takes longer.
pub(crate) fn answer_noting(
    api: &'static Api,
    text: &str,
    data: &mut dyn Wire,
) -> Result<Noted, AnswerError> {
    let context = Context::new(Unknown::Note);
    answer_in(api, text, data, &context)?;
    Ok(context.into_noted())
}

fn answer_in(
    api: &'static Api,
    text: &str,
    data: &mut dyn Wire,
    context: &Context,
) -> Result<(), AnswerError> {
    let names = &api.envelope;
    let mut code = 0;
    let mut extras = [
        Extra::new(names.code, Slot::I64(&mut code)),
        Extra::new(names.message, Slot::Ignore),
        Extra::new(names.data, data.slot()),
    ];
    let read = read_json_in(
        text,
        Slot::Wrapped(&mut Wrapped::new(&mut Rest {}, &mut extras)),
        context,
    );
    match read {
        Ok(()) if code == names.success => Ok(()),
        Ok(()) => refusal(api, text, None),
        Err(error) => refusal(api, text, Some(error)),
    }
}

/// The second pass: what the envelope itself says, whatever the data look like. The data, and on a
/// second try the message too, count as unknown fields, which are skipped.
fn refusal(api: &'static Api, text: &str, first: Option<ReadError>) -> Result<(), AnswerError> {
    let mut message = None;
    let result = brief(api, text, Some(&mut message))
        // A refusal counts even if its message is odd.
        .or_else(|_| brief(api, text, None));
    match (result, first) {
        (Ok(code), _) if code != api.envelope.success => Err(AnswerError::Api {
            code,
            message: message.unwrap_or_default(),
        }),
        (Ok(_), None) => Ok(()),
        (Ok(_), Some(first)) => Err(first.into()),
        // Both passes met text that is no JSON: the first knows better where.
        (Err(second), Some(first)) if !first.well_formed && !second.well_formed => {
            Err(first.into())
        }
        (Err(second), _) => Err(second.into()),
    }
}

fn brief(
    api: &'static Api,
    text: &str,
    message: Option<&mut Option<String>>,
) -> Result<i64, ReadError> {
    let mut code = 0;
    let mut extras = vec![Extra::new(api.envelope.code, Slot::I64(&mut code))];
    extras.extend(message.map(|message| Extra::new(api.envelope.message, message.slot())));
    let context = Context::new(Unknown::Skip);
    read_json_in(
        text,
        Slot::Wrapped(&mut Wrapped::new(&mut Rest {}, &mut extras)),
        &context,
    )?;
    Ok(code)
}

/// The body of a notification.
pub(crate) struct Signed {
    /// The signature, in standard Base64.
    pub sign: String,
    /// The text that was signed.
    pub param: String,
}

/// Takes the body of a notification apart. What else stands there is skipped, as it is in an answer: the platform may
/// add to it.
pub(crate) fn read_signed(api: &'static Api, text: &str) -> Result<Signed, ReadError> {
    let mut signed = Signed {
        sign: String::new(),
        param: String::new(),
    };
    let mut extras = [
        Extra::new(api.envelope.sign, Slot::Text(&mut signed.sign)),
        Extra::new(api.envelope.param, Slot::Text(&mut signed.param)),
    ];
    let context = Context::new(Unknown::Skip);
    read_json_in(
        text,
        Slot::Wrapped(&mut Wrapped::new(&mut Rest {}, &mut extras)),
        &context,
    )?;
    Ok(signed)
}

/// The body of a notification around the text that was signed: the platform's side of [`read_signed`].
#[cfg(any(feature = "sandbox", test))]
pub(crate) fn signed(api: &'static Api, sign: &str, param: &str) -> String {
    texts(&[(api.envelope.param, param), (api.envelope.sign, sign)])
}

/// What the merchant answers to a notification.
pub(crate) fn acknowledgement(api: &'static Api, code: i64, message: &str) -> String {
    let mut body = String::from("{");
    push_text(&mut body, api.envelope.code);
    body.push_str(&format!(":{code},"));
    push_text(&mut body, api.envelope.message);
    body.push(':');
    push_text(&mut body, message);
    body.push('}');
    body
}

/// An object without fields of its own: an envelope's fields are all extras.
struct Rest {}
const REST: &Shape = &Shape::new("Rest", &[] as &[Field]);
record!(Rest, REST);

/// The body of a request, as the server sees it.
#[cfg(any(feature = "sandbox", test))]
#[derive(PartialEq, Eq)]
pub(crate) struct Body {
    /// The caller's application id.
    pub app_id: String,
    /// The signature, in standard Base64.
    pub sign: String,
    /// The text that was signed.
    pub param: String,
}

/// Takes a request's body apart: the server's side of [`body`]. `unknown` says what becomes of all else that stands there.
#[cfg(any(feature = "sandbox", test))]
pub(crate) fn read_body(
    api: &'static Api,
    text: &str,
    unknown: Unknown,
) -> Result<Body, ReadError> {
    let mut body = Body {
        app_id: String::new(),
        sign: String::new(),
        param: String::new(),
    };
    let mut extras = [
        Extra::new(api.envelope.app_id, Slot::Text(&mut body.app_id)),
        Extra::new(api.envelope.sign, Slot::Text(&mut body.sign)),
        Extra::new(api.envelope.param, Slot::Text(&mut body.param)),
    ];
    let context = Context::new(unknown);
    read_json_in(
        text,
        Slot::Wrapped(&mut Wrapped::new(&mut Rest {}, &mut extras)),
        &context,
    )?;
    Ok(body)
}

/// Reads the parameters into a blank request: the server's side of [`param`]. Returns the timestamp in
/// milliseconds. `unknown` says what becomes of fields that the spec does not name.
#[cfg(any(feature = "sandbox", test))]
pub(crate) fn read_param(
    api: &'static Api,
    text: &str,
    request: &mut dyn Record,
    unknown: Unknown,
) -> Result<i64, ReadError> {
    let mut timestamp = 0;
    let mut extras = [Extra::new(
        api.envelope.timestamp,
        Slot::I64(&mut timestamp),
    )];
    let context = Context::new(unknown);
    read_json_in(
        text,
        Slot::Wrapped(&mut Wrapped::new(request, &mut extras)),
        &context,
    )?;
    Ok(timestamp)
}
